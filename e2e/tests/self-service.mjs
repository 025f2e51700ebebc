/** A flow in the middle of a call (VC20, W15), and the question after one (VC22, W24). */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play(
    'vc20_a_customer_keys_a_secret_that_the_agent_neither_hears_nor_sees',
    { recording: 'on' },
    async house => {
      const { ann, mia } = await talking(house);
      await starts(ann);
      await mia.seesCall('A recorded voice asks');
      const state = ann.call.getByRole('region', { name: 'Self-Service' });
      await state.getByText('Customer is in “Card check”').waitFor();
      await ann.call.getByRole('status').filter({ hasText: 'Recording paused' }).waitFor();
      await ann.hears('nobody', [], [CUSTOMER_HZ, AGENT_HZ, MUSIC_HZ]);
      assert.ok(await ann.button('On Hold').isDisabled());
      assert.deepEqual(await graveFindings(ann.page), []);
      for (const key of '47') await mia.presses(key);
      await state.locator('[data-keys="••"]').waitFor();
      await takesBack(ann);
      await mia.hears('the agent', [AGENT_HZ], [CUSTOMER_HZ, MUSIC_HZ]);
      await ann.hears('the customer', [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]);

      await starts(ann);
      await mia.seesCall('A recorded voice asks');
      for (const key of '8351') await mia.presses(key);
      await state.getByText('Finished. The customer hears music until you take them back.').waitFor();
      await mia.hears('the hold prompt', [MUSIC_HZ], [AGENT_HZ, CUSTOMER_HZ]);
      await takesBack(ann);
      await mia.seesCall('Talking');
      await ann.does('End');
      await mia.seesCallEnded('The call has ended.');
      const { drawer, timeline } = await ann.newestRecord();
      assert.ok(timeline.includes('Ann Berg started “Card check”'), timeline.join(' · '));
      assert.ok(timeline.includes('Back with Ann Berg'), timeline.join(' · '));
      const words = await drawer.innerText();
      assert.ok(words.includes('••••'), words);
      assert.ok(!words.includes('8351') && !/pressed [0-9]/i.test(words), words);
    },
  ),

  play('vc22_the_customers_answer_after_the_call_is_on_the_record', { acw: 5 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.does('User satisfaction');
    await ann.call.getByRole('status').filter({ hasText: 'Survey follows' }).waitFor();
    await ann.does('End');
    await ann.call.waitFor({ state: 'detached' });
    await mia.seesCall('A recorded voice asks');
    await mia.presses('4');
    await mia.seesCallEnded('The call has ended.');
    const { drawer, timeline } = await ann.newestRecord();
    assert.ok(timeline.includes('The customer gave 4'), timeline.join(' · '));
    await drawer.getByText('★ 4', { exact: true }).waitFor();
  }),
];

/** The only flow that the demo's group offers is chosen already. */
async function starts(ann) {
  await ann.does('Self-Service');
  await ann.button('Start Service IVR').click();
}

/** Asked first where an entry would be lost. */
async function takesBack(ann) {
  const back = ann.call.getByRole('button', { name: /^(Back|In the middle of an entry)/ });
  await until('the customer is back', async () => {
    if ((await back.count()) === 0) return undefined;
    await back.click({ timeout: 1_000 }).catch(() => undefined);
    return 'they are still in the flow';
  });
}
