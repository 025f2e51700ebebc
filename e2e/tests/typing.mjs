/** Writing under difficult circumstances: an input method, a text too long, keys that mean something elsewhere. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

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

  play('w20_an_emoji_is_found_by_key_and_put_at_the_caret', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.composer.pressSequentially('Gern!');
    await ann.composer.press('ArrowLeft');
    await ann.presses('G');
    const field = ann.page.getByRole('searchbox', { name: 'Find an emoji' });
    await composes(ann.page, field, '谢谢');
    assert.equal(await ann.composer.inputValue(), 'Gern!', 'an input method has chosen one');
    const first = ann.page.getByRole('button', { name: 'warm smile' });
    await first.waitFor();
    await field.press('ArrowDown');
    await until('the first has the focus', async () =>
      (await first.evaluate(button => button.matches(':focus'))) ? undefined : 'it has not',
    );
    await ann.page.keyboard.press('Enter');
    await until('the composer has the focus', async () =>
      (await ann.composer.evaluate(it => it.matches(':focus'))) ? undefined : 'it has not',
    );
    await ann.page.keyboard.type(' ');
    assert.equal(await ann.composer.inputValue(), 'Gern😊 !');
    await ann.page.keyboard.press('Enter');
    await mia.sees('Gern😊 !');
  }),

  play('w20_what_is_pasted_comes_as_plain_text', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await ann.page.evaluate(async () => {
      const kinds = {
        'text/html': '<b>two</b><img src=x onerror="document.title=1">',
        'text/plain': 'two',
      };
      const parts = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
    });
    await ann.composer.pressSequentially('one ');
    await ann.composer.press('Control+V');
    assert.equal(await ann.composer.inputValue(), 'one two');
    await ann.composer.press('Enter');
    await mia.sees('one two');
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
