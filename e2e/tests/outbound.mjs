/** The dial pad (VC06, W12): numbers of the demo's town are called, by key and by mouse; what cannot be called is said. */

import assert from 'node:assert/strict';
import { graveFindings } from '../stage/axe.mjs';
import { AGENT_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { whyNoVoice } from '../stage/town-voice.mjs';
import { until } from '../stage/until.mjs';

/** In the town a number's last digit says what comes of it. */
const ANSWERS = '030 111220';
const BUSY = '030 111227';
const REJECTS = '030 111229';
const HELP = '112';
const ABROAD = '+1 212 555 0100';

export const plays = [
  play('vc06_a_number_is_called_by_keyboard_alone', { acw: 60 }, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.presses('N');
    await ann.dialPad.waitFor();
    await ann.page.keyboard.type(ANSWERS);
    await ann.readsNumber('+4930111220', '030 111220', 'Germany');
    await ann.dialPad.getByText('May be called.', { exact: true }).waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
    await ann.page.keyboard.press('Enter');
    await ann.dialPad.waitFor({ state: 'detached' });
    await ann.seesStatus('In line');
    await ann.call.getByRole('button', { name: 'Mute' }).waitFor();
    await until('the one who was called is heard', () => whyNoVoice(ann.page));
    await ann.hears('neither music nor herself', [], [AGENT_HZ, MUSIC_HZ]);
    await ann.talksForTwoSeconds();
    await ann.presses('E');
    await ann.presses('E');
    await ann.seesStatus('After-call-work');
    const { timeline } = await ann.newestRecord();
    assert.equal(timeline[0], 'Ann Berg dialled', timeline.join(' · '));
    assert.ok(timeline.includes('Talk with Ann Berg began'), timeline.join(' · '));
  }),

  play('vc06_what_cannot_be_called_is_said_in_words', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.goes('Voice');
    await ann.button('Outbound Call').click();
    const field = ann.dialPad.getByLabel('Number', { exact: true });
    await field.fill('911');
    await ann.dialPad.getByText('Not a telephone number yet.').waitFor();
    await ann.page.keyboard.press('Enter');
    await ann.dialPad.getByText('This is not a telephone number.').waitFor();

    await field.fill(ABROAD);
    await ann.readsNumber('+12125550100', '+1 212-555-0100', 'United States');
    await ann.dialPad.getByText('Your groups may not call this number.').waitFor();
    await ann.dialPad.getByRole('button', { name: 'Call', exact: true }).click();
    await ann.dialPad.getByText('Shop hotline may not call this number.').waitFor();
    await ann.seesStatus('Available');

    for (const [number, words] of [
      [BUSY, 'The line is busy.'],
      [REJECTS, 'The call was rejected.'],
    ]) {
      await field.fill(number);
      await ann.page.keyboard.press('Enter');
      await ann.page.getByText(words, { exact: true }).waitFor();
      await ann.seesStatus('Available');
      await ann.button('Outbound Call').click();
    }
  }),

  play('vc44_help_is_called_offline_and_admins_hear_of_it', { acw: 0 }, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.chooses('Offline');
    await ann.seesStatus('Offline');
    await ann.goes('Voice');
    await ann.button('Outbound Call').click();
    const field = ann.dialPad.getByLabel('Number', { exact: true });
    await field.fill(ANSWERS);
    await ann.dialPad.getByText('Only emergency numbers can be called now.').waitFor();
    assert.ok(await ann.dialPad.getByRole('button', { name: 'Call', exact: true }).isDisabled());
    await field.fill(HELP);
    await ann.dialPad.getByText('Emergency number.').waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
    await ann.page.keyboard.press('Enter');
    await until('the one who was called is heard', () => whyNoVoice(ann.page));
    await ann.seesStatus('In line');
    await ann.does('End');
    await ann.seesStatus('Offline');
    const outbox = await house.outbox();
    await outbox.open();
    await outbox
      .letter('ada@demo.example', /Ann Berg is calling the emergency number 112/)
      .waitFor();
  }),

  play('vc44_help_is_called_while_a_call_rings', { ring: 120 }, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.goes('Voice');
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.waitFor();
    await ann.button('Outbound Call').click();
    await ann.dialPad.getByText('A call is ringing.', { exact: false }).waitFor();
    const field = ann.dialPad.getByLabel('Number', { exact: true });
    await field.fill(ANSWERS);
    await ann.dialPad.getByText('May be called.').waitFor();
    assert.ok(await ann.dialPad.getByRole('button', { name: 'Call', exact: true }).isDisabled());
    await field.fill(HELP);
    await ann.dialPad.getByText('Emergency number.').waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
    await ann.page.keyboard.press('Enter');
    await until('the one who was called is heard', () => whyNoVoice(ann.page));
    await ann.seesStatus('In line');
    await mia.seesCall('In the queue');
  }),

  play('vc06_a_call_that_rings_is_ended_and_made_again', { acw: 0 }, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.goes('Voice');
    await ann.button('Outbound Call').click();
    for (const key of ['0', '3', '0']) await ann.dialPad.getByRole('button', { name: key }).click();
    await ann.page.keyboard.type('111228');
    await ann.page.keyboard.press('Enter');
    await ann.call.getByText('It rings…').waitFor();
    await ann.does('End');
    await ann.call.waitFor({ state: 'detached' });
    await ann.seesStatus('Available');
    await ann
      .button(/^Call .* again$/)
      .first()
      .click();
    await ann.readsNumber('+4930111228', '030 111228', 'Germany');
    await ann.page.keyboard.press('Escape');
    await ann.dialPad.waitFor({ state: 'detached' });
    await ann.button('Outbound Call').click();
    assert.equal(await ann.dialPad.getByLabel('Number', { exact: true }).inputValue(), '');
  }),
];
