/** What calls the agent while an offer rings, and that all of it is over when the offer is. */

import assert from 'node:assert/strict';
import { diary } from '../stage/diary.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

/** U05 asks for 300 ms; a busy machine is no defect, a ring that goes on is one. */
const STOPS_MS_MAX = 3_000;

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
    for (const [name, page] of [['first', ann.page], ['second', tab.page]]) {
      const stops = await stopTimes(page);
      for (const [what, ms] of stops) house.note(`${name} tab: ${what} ${ms.toFixed(0)} ms after the end`);
      for (const [what, ms] of stops) assert.ok(ms < STOPS_MS_MAX, `${what} took ${ms} ms`);
    }
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
 * From the frame that ended the offer to the last thing that still called.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<[string, number][]>}
 */
async function stopTimes(page) {
  const entries = await diary(page);
  const end = entries.findLast(
    ({ what, text }) => what === 'frame' && text.includes('"contact-gone"'),
  );
  assert.ok(end, 'no frame ended the offer');
  const after = entries.filter(({ at }) => at >= end.at);
  return ['ringtone-stops', 'notice-closes', 'prompt-goes', 'title']
    .map(sign => after.find(({ what }) => what === sign))
    .filter(entry => entry !== undefined)
    .map(({ what, at }) => [what, at - end.at]);
}
