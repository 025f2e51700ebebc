/** The keyboard: a whole call by key alone, and a call that rings into somebody's writing. */

import assert from 'node:assert/strict';
import { chatsWith } from '../pages/chatting.mjs';
import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('u02_a_whole_call_by_keyboard_alone', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.waitFor();
    await ann.presses('A');
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.presses('H');
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await ann.presses('H');
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.presses('M');
    await mia.hears('nobody', [], [AGENT_HZ, MUSIC_HZ]);
    await ann.presses('M');
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.talksForTwoSeconds();
    await ann.presses('E');
    await mia.seesCall('Talking');
    await ann.presses('E');
    await mia.seesCallEnded('The call has ended.');
    await ann.seesStatus('After-call-work');
    await ann.presses('R');
    await ann.seesStatus('Available');
  }),

  play('u03_typing_goes_on_while_a_call_rings', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    await ann.goes('Desk');
    const mia = await house.customer('mia');
    await chatsWith(ann, mia);
    const tom = await house.customer('tom');

    const text =
      'The Heron is back since Monday, in steel and in brass; we ship it within ten days. ';
    await ann.composer.focus();
    let typed = '';
    const rings = async () => (await ann.prompt.count()) > 0;
    const calling = tom.calls();
    // On and on over the moment in which the prompt comes, and once more under it.
    for (let rounds = 0; rounds < 1; rounds += (await rings()) ? 1 : 0) {
      await ann.page.keyboard.type(text, { delay: 5 });
      typed += text;
    }
    await ann.page.keyboard.type(text, { delay: 5 });
    typed += text;
    await calling;
    assert.equal(await ann.composer.inputValue(), typed);
    assert.ok(await ann.composer.evaluate(field => document.activeElement === field));

    await ann.presses('A');
    await tom.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.hears('the caller', [CUSTOMER_HZ], [MUSIC_HZ]);
    assert.equal(await ann.composer.inputValue(), typed, 'answering by key wrote into the field');
    assert.ok(await ann.composer.evaluate(field => document.activeElement === field));
    await ann.composer.press('Enter');
    await mia.sees('ten days.');
  }),
];
