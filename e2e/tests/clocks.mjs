/** U07: what counts down is the server's, whatever clock a browser has. */

import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

const HOUR_MS = 3_600_000;
/** U07 allows a second; what is shown was rounded up to a whole one on each side. */
const APART_MS_MAX = 2_000;

export const plays = [
  play('u07_clocks_an_hour_apart_count_down_alike', { ring: 60, acw: 60 }, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    const there = await house.secondComputer(ann);
    await there.page.addInitScript(clockIsFast, HOUR_MS);
    await there.page.reload();
    await there.signsIn();
    await there.page.getByText('We can hear you.').waitFor();
    await there.button('Done').click();
    const mia = await house.customer('mia');
    await mia.calls();
    await countAlike('the ring', ann.prompt, there.prompt);
    await there.answers();
    await mia.seesCall('Talking');
    await there.talksForTwoSeconds();
    await there.does('End');
    await countAlike('the work', ann.afterCallWork, there.afterCallWork);
  }),
];

/** @param {number} ms */
function clockIsFast(ms) {
  const Real = globalThis.Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + ms);
      else super(...given);
    }

    static now() {
      return Real.now() + ms;
    }
  };
}

/**
 * Each page says when its countdown will be over, by a clock that nobody has moved.
 *
 * @param {string} what
 * @param {...import('playwright-core').Locator} regions
 */
async function countAlike(what, ...regions) {
  for (const region of regions) await region.waitFor();
  await until(`${what} counts down alike`, async () => {
    const ends = await Promise.all(regions.map(region => region.evaluate(overAt)));
    const apart = Math.abs(ends[0] - ends[1]);
    return apart <= APART_MS_MAX ? undefined : `the ends are ${Math.round(apart)} ms apart`;
  });
}

/** @param {Element} region */
function overAt(region) {
  const texts = [...region.querySelectorAll('*')].map(({ textContent }) => textContent ?? '');
  const left = Number(texts.find(text => /^\d+$/.test(text)));
  return performance.timeOrigin + performance.now() + left * 1000;
}
