/** Writing under difficult circumstances: an input method, a text too long, keys that mean something elsewhere. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('u04_enter_that_ends_a_composition_does_not_send_at_the_desk', {}, async house => {
    const { ann, mia } = await chatting(house);
    await composes(ann.page, ann.composer, '你好');
    assert.equal(await ann.composer.inputValue(), '你好');
    assert.equal(await ann.message('你好').count(), 0, 'the Enter of the input method has sent it');
    await ann.composer.press('Enter');
    await mia.sees('你好');
    assert.equal(await mia.message('你好').count(), 1);
  }),

  play('u04_enter_that_ends_a_composition_does_not_send_in_the_widget', {}, async house => {
    const { ann, mia } = await chatting(house);
    await composes(mia.page, mia.field, '谢谢');
    assert.equal(await mia.field.inputValue(), '谢谢');
    assert.equal(await mia.message('谢谢').count(), 0, 'the Enter of the input method has sent it');
    await mia.field.press('Enter');
    await ann.sees('谢谢');
  }),

  play('dk13_shift_enter_breaks_the_line', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.composer.pressSequentially('one');
    await ann.composer.press('Shift+Enter');
    await ann.composer.pressSequentially('two');
    await ann.composer.press('Enter');
    await mia.sees('one');
    assert.match(await mia.message('one').innerText(), /one\s*\n\s*two/);
  }),
];

/**
 * As the browser does it for an input method: the text is under composition while Enter goes down, and is committed
 * by it.
 *
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Locator} field
 * @param {string} text
 */
async function composes(page, field, text) {
  await field.focus();
  const ime = await page.context().newCDPSession(page);
  await ime.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
  // The key code of every key that an input method has taken for itself.
  await ime.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await ime.send('Input.insertText', { text });
  await ime.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter' });
  await ime.detach();
}
