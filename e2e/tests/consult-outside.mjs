/** Somebody outside is asked in the middle of a call (VC15, W14): by ear in real browsers, and each way back from there. */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { whyNoVoice } from '../stage/town-voice.mjs';
import { until } from '../stage/until.mjs';

/** In the demo's town a number's last digit says what comes of it. */
const ANSWERS = '030 111220';
const NOBODYS = '030 111226';
const BUSY = '030 111227';
const REJECTS = '030 111229';
const ABROAD = '+1 212 555 0100';

export const plays = [
  play('vc15_somebody_outside_is_asked_brought_in_and_given_the_call', { acw: 60 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.talksForTwoSeconds();
    await ann.opensExternalLine();
    const first = ann.transfer.getByRole('button', { name: 'Consult first' });
    await ann.transfer.getByLabel('Number', { exact: true }).fill(ABROAD);
    await ann.transfer.getByText('Your groups may not call this number.').waitFor();
    assert.equal(await first.isDisabled(), true);
    await ann.page.keyboard.press('Escape');

    await ann.consultsOutside(ANSWERS);
    await ann.seesParty('outside', 'talks-with-me');
    await ann.call.getByText('+4930111220', { exact: true }).waitFor();
    await until('the agent hears who is outside', () => whyNoVoice(ann.page));
    await ann.hears('neither the customer nor music', [], [CUSTOMER_HZ, MUSIC_HZ]);
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    assert.deepEqual(await graveFindings(ann.page), []);

    await ann.presses('X');
    await ann.seesParty('customer', 'talks-with-me');
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);

    await ann.does('Conference');
    await ann.seesParty('outside', 'confers');
    await ann.hears('the customer', [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]);
    await until('the agent hears who is outside too', () => whyNoVoice(ann.page));
    await mia.hears('the agent', [AGENT_HZ], [CUSTOMER_HZ, MUSIC_HZ]);
    await until('so does the customer', () => whyNoVoice(mia.page));

    await ann.presses('T');
    await ann.seesStatus('After-call-work');
    await ann.page.getByText(/^\+4930111220 has the call with/).waitFor();
    await until('the customer hears who is outside', () => whyNoVoice(mia.page));
    await mia.hears('neither music nor the agent', [], [MUSIC_HZ, AGENT_HZ]);
    await mia.hangsUp();
    await ann.button('Back to Reception').click();
    const { drawer, timeline } = await ann.newestRecord();
    await drawer.getByText('Transferred out').first().waitFor();
    for (const words of ['asked +4930111220', 'left the call to +4930111220']) {
      assert.ok(
        timeline.some(step => step.includes(words)),
        timeline.join(' · '),
      );
    }
  }),

  play('vc15_whoever_outside_takes_no_call_gives_the_customer_back', { acw: 0 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.talksForTwoSeconds();
    for (const [number, words] of [
      [BUSY, /^\+4930111227 is busy\. You are back with/],
      [REJECTS, /^\+4930111229 rejected the call\. You are back with/],
      [NOBODYS, /^Nobody has the number \+4930111226\. You are back with/],
    ]) {
      await ann.consultsOutside(number);
      await ann.call.getByText(words).waitFor();
    }
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);

    await ann.consultsOutside(ANSWERS);
    await ann.seesParty('outside', 'talks-with-me');
    await ann.does('Cancel consult');
    await ann.call.getByRole('button', { name: 'On Hold' }).waitFor();
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await mia.hangsUp();
    await ann.call.waitFor({ state: 'detached' });
  }),
];
