/** What calls the agent while an offer rings, and that all of it is over when the offer is. */

import assert from 'node:assert/strict';
import { diary } from '../stage/diary.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

/** U05 asks for 300 ms; a busy machine is no defect, a ring that goes on is one. */
const STOPS_MS_MAX = 3_000;

/** With this the title begins while it rings. */
const FLASH = '☎';

const ALLOWED = { permissions: ['microphone', 'notifications'] };

export const plays = [
  play('u05_the_ring_stops_in_all_tabs_when_the_caller_leaves', {}, async house => {
    const ann = await house.agent(0, ALLOWED);
    await ann.signsInForCalls();
    const tab = await house.secondTab(ann);
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.waitFor();
    await tab.prompt.waitFor();
    await ringing(ann, ['ringtone-starts', 'notice-shows']);

    await mia.hangsUp();
    await ann.prompt.waitFor({ state: 'detached' });
    await tab.prompt.waitFor({ state: 'detached' });
    // F29: only the tab with the voice rings aloud.
    const silent = ['notice-closes', 'prompt-goes'];
    await stops(house, 'first tab', ann.page, ['ringtone-stops', ...silent]);
    await stops(house, 'second tab', tab.page, silent);
    const rang = (await diary(tab.page)).filter(({ what }) => what === 'ringtone-starts');
    assert.equal(rang.length, 0, 'F29: only the tab with the voice rings aloud');
  }),

  play('st04_choosing_busy_while_it_rings_gives_the_call_back', {}, async house => {
    const ann = await house.agent(0);
    await ann.signsInForCalls();
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.waitFor();
    await ann.chooses('Busy');
    await leo.prompt.waitFor();
    await ann.seesStatus('Busy');
    assert.equal(await ann.prompt.count(), 0);
  }),
];

/** @param {import('../pages/agent-page.mjs').AgentPage} agent @param {string[]} signs */
async function ringing({ page }, signs) {
  await until('it rings', async () => {
    const seen = new Set((await diary(page)).map(({ what }) => what));
    const missing = signs.filter(sign => !seen.has(sign));
    return missing.length === 0 ? undefined : `${missing.join(', ')} missing`;
  });
}

/**
 * Everything that called has stopped soon after the frame that ended the offer.
 *
 * @param {import('../stage/house.mjs').House} house
 * @param {string} name
 * @param {import('playwright-core').Page} page
 * @param {string[]} signs
 */
async function stops(house, name, page, signs) {
  let entries;
  await until(`${name} has stopped`, async () => {
    entries = await diary(page);
    const end = entries.findLastIndex(isEnd);
    entries = entries.slice(end);
    const missing = signs.filter(sign => !entries.some(({ what }) => what === sign));
    return end >= 0 && missing.length === 0 ? undefined : `${missing.join(', ')} missing`;
  });
  for (const sign of signs) {
    const took = entries.find(({ what }) => what === sign).at - entries[0].at;
    house.note(`${name}: ${sign} ${took.toFixed(0)} ms after the end`);
    assert.ok(took < STOPS_MS_MAX, `${sign} took ${took} ms`);
  }
  // It flashes: the end may find it in its plain half, and then nothing changes any more.
  await until(`the title of the ${name} is plain`, async () => {
    const title = await page.title();
    return title.startsWith(FLASH) ? `it is ${title}` : undefined;
  });
  const late = entries.findLast(({ what, text }) => what === 'title' && text.startsWith(FLASH));
  const flashed = late ? late.at - entries[0].at : 0;
  assert.ok(flashed < STOPS_MS_MAX, `the title flashed for ${flashed} ms`);
}

function isEnd({ what, text }) {
  return what === 'frame' && text.includes('"contact-gone"');
}
