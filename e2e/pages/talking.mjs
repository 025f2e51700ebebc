/** The usual beginning of a call, and how loud it is. */

import { AGENT_HZ, CUSTOMER_HZ, levels, MUSIC_HZ } from '../stage/ear.mjs';

/**
 * Ann and Mia in a call, each heard by the other.
 *
 * @param {import('../stage/house.mjs').House} house
 */
export async function talking(house) {
  const ann = await house.agent();
  await ann.signsInForCalls();
  const mia = await house.customer('mia');
  await mia.calls();
  await ann.answers();
  await mia.seesCall('Talking');
  await ann.hears('the customer', [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]);
  await mia.hears('the agent', [AGENT_HZ], [CUSTOMER_HZ, MUSIC_HZ]);
  return { ann, mia };
}

/**
 * @param {{ page: import('playwright-core').Page }} who
 * @param {number} voice the tone of the other
 * @param {number} echo their own
 */
export async function loudness({ page }, voice, echo) {
  const told = await levels(page);
  if ('why' in told) throw new Error(told.why);
  return { voice: told.levels.get(voice), echo: told.levels.get(echo) };
}
