/** Calls from the demo page to an agent's browser: what both see, and what both hear, measured at the far end. */

import assert from 'node:assert/strict';
import { loudness, talking } from '../pages/talking.mjs';
import { AGENT_HZ, CUSTOMER_HZ, GREETING_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

/** What must not be heard is at least this far below what is. */
const APART_DB = 30;

export const plays = [
  play('vc01_a_call_is_greeted_hears_music_and_rings_with_all_that_is_known', {}, async house => {
    const mia = await house.customer('mia');
    await mia.calls();
    await mia.hears('the greeting', [GREETING_HZ], [AGENT_HZ, CUSTOMER_HZ]);
    await mia.seesCall('In the queue');
    await mia.hears('music in the queue', [MUSIC_HZ], [AGENT_HZ, CUSTOMER_HZ]);

    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.prompt.waitFor();
    await ann.prompt.getByText('Shop hotline', { exact: true }).waitFor();
    for (const words of ['Incoming call', 'Number dialled', '+4930555010', 'Waited']) {
      await ann.page.getByText(words, { exact: true }).first().waitFor();
    }
    await ann.seesCountdown(ann.prompt, 20);
    const titles = new Set();
    await until('the title flashes', async () => {
      titles.add(await ann.page.title());
      const calls = [...titles].some(title => title.includes('Incoming'));
      return calls && titles.size > 1 ? undefined : `it was ${[...titles].join(', ')}`;
    });
    await mia.hears('music while it rings', [MUSIC_HZ], [AGENT_HZ, CUSTOMER_HZ]);
  }),

  play('vc02_an_answered_call_is_heard_both_ways', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.seesStatus('In line');
    const heard = {
      agent: await loudness(ann, CUSTOMER_HZ, AGENT_HZ),
      customer: await loudness(mia, AGENT_HZ, CUSTOMER_HZ),
    };
    for (const [who, { voice, echo }] of Object.entries(heard)) {
      house.note(
        `at the ${who}: the other ${voice.toFixed(0)} dB, themselves ${echo.toFixed(0)} dB`,
      );
      assert.ok(voice - echo >= APART_DB, `the ${who} hears themselves`);
    }
  }),

  play(
    'vc07_on_hold_the_customer_hears_music_and_the_agent_still_the_customer',
    {},
    async house => {
      const { ann, mia } = await talking(house);
      await ann.does('On Hold');
      await ann.call.getByText('Customer hears music. You can still hear the customer.').waitFor();
      await mia.seesCall('On hold');
      await mia.hears('music, not the agent', [MUSIC_HZ], [AGENT_HZ, CUSTOMER_HZ]);
      await ann.hears('still the customer', [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]);
      await ann.does('Cancel Hold');
      await mia.seesCall('Talking');
      await mia.hears('the agent again', [AGENT_HZ], [CUSTOMER_HZ, MUSIC_HZ]);
      await ann.hears('the customer all along', [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]);
    },
  ),

  play('vc08_a_muted_agent_is_not_heard_and_still_hears', {}, async house => {
    const { ann, mia } = await talking(house);
    const before = await loudness(mia, AGENT_HZ, CUSTOMER_HZ);
    await ann.does('Mute');
    await ann.call.getByText(/You are (talking while )?muted/).waitFor();
    await mia.hears('nobody', [], [AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ]);
    const muted = await loudness(mia, AGENT_HZ, CUSTOMER_HZ);
    house.note(`mute takes ${(before.voice - muted.voice).toFixed(0)} dB away`);
    assert.ok(before.voice - muted.voice >= APART_DB, 'the muted agent is heard');
    await ann.hears('still the customer', [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]);
    await ann.does('Unmute');
    await mia.hears('the agent again', [AGENT_HZ], [CUSTOMER_HZ, MUSIC_HZ]);
  }),

  play('vc08_mute_outlasts_hold', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.does('Mute');
    await ann.does('On Hold');
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await ann.does('Cancel Hold');
    await mia.hears('nobody', [], [AGENT_HZ, MUSIC_HZ]);
    await ann.does('Unmute');
    await mia.hears('the agent again', [AGENT_HZ], [MUSIC_HZ]);
  }),

  play('vc05_the_agent_ends_and_is_available_again_after_work', { acw: 3 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.talksForTwoSeconds();
    await ann.does('End');
    await mia.seesCallEnded('The call has ended.');
    await ann.passesThroughWork(3);
    await ann.seesStatus('Available');
    await ann.afterCallWork.waitFor({ state: 'detached' });
    const { drawer, timeline } = await ann.newestRecord();
    await drawer.getByText('Ended by agent').waitFor();
    const told = ['Arrived', 'Offered to Ann Berg', 'Talk with Ann Berg began', 'Ended'];
    assert.deepEqual(
      timeline.filter(step => told.includes(step)),
      told,
      timeline.join(' · '),
    );
  }),

  play('vc05_the_customer_hangs_up', { acw: 3 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.talksForTwoSeconds();
    await mia.hangsUp();
    await mia.seesCallEnded('You hung up.');
    await ann.passesThroughWork(3);
    await ann.call.waitFor({ state: 'detached' });
    await ann.seesStatus('Available');
  }),

  // That no deadline comes later is seen on the stages that need not look at a screen.
  play('u13_st08_back_to_reception_and_continue', { acw: 60 }, async house => {
    const { ann } = await talking(house);
    await ann.talksForTwoSeconds();
    await ann.does('End');
    await ann.afterCallWork.getByRole('button', { name: 'Continue After-Call Work' }).click();
    await ann.afterCallWork.getByText('Continued, no countdown.').waitFor();
    await ann.seesStatus('After-call-work');
    assert.equal(await ann.afterCallWork.getByText(/^\d+$/).count(), 0, 'it counts down');
    await ann.afterCallWork.getByRole('button', { name: 'Back to Reception' }).click();
    await ann.seesStatus('Available');
  }),

  play(
    'vc03_a_missed_call_goes_to_the_other_agent_and_never_stops_its_music',
    { ring: 5 },
    async house => {
      const ann = await house.agent(0);
      await ann.signsInForCalls();
      const leo = await house.agent(1);
      await leo.signsInForCalls();
      const mia = await house.customer('mia');
      await mia.calls();
      await ann.prompt.waitFor();
      assert.equal(await leo.prompt.count(), 0, 'RT01: offered to one agent at a time');
      await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
      await leo.prompt.waitFor();
      assert.equal(await ann.prompt.count(), 0, 'RT01: offered to one agent at a time');
      await ann.page.getByText('Not answered in time – passed to another agent.').waitFor();
      await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
      await leo.answers();
      await mia.hears('Leo', [AGENT_HZ], [MUSIC_HZ]);
      await leo.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
      await ann.seesStatus('Available');
    },
  ),

  play('vc02_a_declined_call_goes_to_the_other_agent', {}, async house => {
    const ann = await house.agent(0);
    await ann.signsInForCalls();
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.getByRole('button', { name: 'Decline' }).click();
    await leo.answers();
    await mia.hears('Leo', [AGENT_HZ], [MUSIC_HZ]);
    await ann.seesStatus('Available');
  }),
];
