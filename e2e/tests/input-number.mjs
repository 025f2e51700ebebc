/** Input number (VC21, W11): keys from the pad, by mouse and by keyboard, read by a telephone at the far end. */

import assert from 'node:assert/strict';
import { graveFindings } from '../stage/axe.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('vc21_keys_from_the_pad_reach_the_telephone_and_no_record', { acw: 0 }, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    const telephone = house.telephone('pcmu');
    await ann.answers();
    await telephone.hearsTheAgent();

    await ann.does('Input number');
    for (const key of ['1', '2', 'pound'])
      await ann.keypad.getByRole('button', { name: key }).click();
    await telephone.hasRead('12#');
    await ann.seesSent('12#');
    await ann.page.keyboard.type('0*');
    await telephone.hasRead('12#0*');
    await ann.seesSent('12#0*');
    assert.deepEqual(await graveFindings(ann.page), []);

    await ann.page.keyboard.press('Escape');
    await ann.keypad.waitFor({ state: 'detached' });
    await ann.page.keyboard.type('99');
    await ann.presses('K');
    await ann.keypad.waitFor();
    await ann.page.keyboard.type('7');
    await telephone.hasRead('12#0*7');
    await ann.seesSent('7');
    await ann.does('On Hold');
    await ann.keypad.waitFor({ state: 'detached' });
    assert.ok(await ann.button('Input number').isDisabled());
    await ann.does('Cancel Hold');
    await telephone.hearsTheAgent();

    await ann.does('End');
    await telephone.hasEnded();
    const { drawer, timeline } = await ann.newestRecord();
    assert.ok(timeline.includes('Ann Berg sent keys'), timeline.join(' · '));
    assert.equal(await drawer.getByText('12#').count(), 0);
  }),

  play('vc21_keys_typed_before_the_answer_are_sent_with_it', { acw: 0 }, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.presses('N');
    await ann.dialPad.waitFor();
    await ann.page.keyboard.type('030 111220');
    await ann.page.keyboard.press('Enter');
    await ann.call.waitFor();
    await ann.presses('K');
    await ann.keypad.waitFor();
    await ann.page.keyboard.type('42#');
    await ann.seesSent('42#');
    await ann.call.getByRole('button', { name: 'Mute' }).waitFor();
    await ann.does('End');
    await ann.seesStatus('Available');
    const { timeline } = await ann.newestRecord();
    const [answered, sent] = ['Talk with Ann Berg began', 'Ann Berg sent keys'].map(step =>
      timeline.indexOf(step),
    );
    assert.ok(0 <= answered && answered < sent, timeline.join(' · '));
  }),
];
