/** The keyboard: a whole call by key alone, and a call that rings into somebody's writing. */

import assert from 'node:assert/strict';
import { chatsWith } from '../pages/chatting.mjs';
import { talking } from '../pages/talking.mjs';
import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('u02_a_whole_call_by_keyboard_alone', {}, async house => {
    const ann = await house.agent();
    await ann.signsInByKey();
    await ann.page.getByText('We can hear you.').waitFor();
    await ann.pressesEnterOn(ann.button(/^(Online|Done)$/));
    await ann.seesStatus('Available');
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.waitFor();
    await until('the call can be answered', async () =>
      (await ann.prompt.getByRole('button', { name: 'Answer' }).isEnabled())
        ? undefined
        : 'its button is disabled',
    );
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

  play('u02_a_button_keeps_its_place_while_the_server_answers', {}, async house => {
    const { ann, mia } = await talking(house);
    for (const [name, opposite] of [
      ['On Hold', 'Cancel Hold'],
      ['Cancel Hold', 'On Hold'],
      ['Mute', 'Unmute'],
      ['Unmute', 'Mute'],
    ]) {
      await ann.pressesEnterOn(ann.button(name));
      await ann.button(opposite).waitFor();
      const place = await ann.page.evaluate(() => document.activeElement?.textContent);
      assert.equal(place, opposite, 'the focus is where the key was pressed');
    }
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
  }),

  play('u02_a_whole_chat_by_keyboard_alone', { chat: 'manual' }, async house => {
    const ann = await house.agent();
    await ann.signsInByKey();
    await ann.pressesEnterOn(ann.button('Skip: chat only'));
    await ann.seesStatus('Available');
    const mia = await house.customer('mia');
    await mia.openChat();
    await mia.writes('Is the Heron back?');
    await ann.newSession.waitFor();
    await ann.presses('A');
    // Taken, its window opens.
    await ann.tabsTo(ann.composer);
    await ann.page.keyboard.type('It is, since Monday.');
    await ann.page.keyboard.press('Enter');
    await mia.sees('It is, since Monday.');
    await ann.presses('S');
    const busy = ann.page.getByRole('menuitemradio', { name: 'Busy' });
    await busy.waitFor();
    // Type-ahead, as in every menu; a key before the menu has the focus would go elsewhere.
    await until('b leads to Busy', async () => {
      await ann.page.keyboard.press('b');
      const there = await busy.evaluate(element => element === document.activeElement);
      return there ? undefined : 'the focus is elsewhere';
    });
    await ann.page.keyboard.press('Enter');
    await ann.seesStatus('Busy');
    await ann.presses('E');
    await mia.seesHead('Ann is with you');
    await ann.presses('E');
    await mia.seesEnd('Ann ended this chat.');
    await ann.pressesEnterOn(
      ann.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Records' }),
    );
    await ann.pressesEnterOn(ann.page.getByRole('link', { name: /^Open the record/ }).first());
    await ann.page.getByText('It is, since Monday.').first().waitFor();
  }),

  play('u02_f6_goes_round_the_regions', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.waitFor();
    for (const region of [ann.prompt, ann.page.getByRole('main')]) {
      await until('F6 reaches the region', async () => {
        await ann.page.keyboard.press('F6');
        const there = await region.evaluate(element => element === document.activeElement);
        return there ? undefined : 'it is elsewhere';
      });
    }
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
