/** DK14: the customer's side in the customer's hands: several tabs, the other language, and what is kept. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('dk14_two_tabs_are_in_step', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.goes('Desk');
    const mia = await house.customer('mia');
    // It is there before the chat begins, and has nothing of it open.
    const other = await house.customerTab(mia);
    await mia.page.bringToFront();
    await mia.openChat();
    await mia.writes('Is the Heron back?');
    await ann.opens('Is the Heron back?');
    await mia.seesHead('Ann is with you');

    // What nobody has looked at counts in both tabs; what one has shown, in none.
    await minimises(mia);
    await ann.writes('It is, since Monday.');
    for (const tab of [mia, other]) await seesUnread(tab, 1);
    await ann.writes('In green as well.');
    for (const tab of [mia, other]) await seesUnread(tab, 2);
    await other.page.bringToFront();
    await other.launcher.click();
    await other.sees('In green as well.');
    for (const tab of [mia, other]) await seesUnread(tab, 0);

    // Each tab shows what was written in the other, once and in one order.
    await other.writes('How much is it?');
    await mia.page.bringToFront();
    await mia.launcher.click();
    await mia.sees('How much is it?');
    await mia.writes('With delivery?');
    await other.sees('With delivery?');
    const words = ['Is the Heron', 'It is,', 'In green', 'How much', 'With delivery'];
    for (const tab of [mia, other]) {
      const lines = await tab.chat.locator('.bubble').allTextContents();
      assert.deepEqual(
        lines.map(line => words.find(begin => line.startsWith(begin))),
        words,
      );
    }

    // The end is one for all, and so is the beginning after it.
    await ann.endsSession();
    for (const tab of [mia, other]) await tab.seesEnd('Ann ended this chat.');
    await other.chat.getByRole('button', { name: 'Start again' }).click();
    await other.writes('One more thing.');
    await mia.sees('One more thing.');
    await mia.seesHead('Ann is with you');
  }),

  play('dk14_the_chat_speaks_the_language_that_is_chosen', {}, async house => {
    const { mia } = await chatting(house);
    const other = await house.customerTab(mia);
    await other.launcher.click();
    await other.seesHead('Ann is with you');
    await mia.chat.getByRole('button', { name: 'More' }).click();
    await mia.chat.getByRole('button', { name: '简体中文' }).click();
    for (const tab of [mia, other]) {
      await tab.seesHead('Ann 正在为您服务');
      await tab.page.getByRole('button', { name: '收起对话', exact: true }).first().waitFor();
    }
    await mia.reload();
    await mia.seesHead('Ann 正在为您服务');
  }),

  play('dk14_what_was_said_is_saved_as_text', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.writes('It is, since Monday.\n在绿色。');
    await mia.sees('It is, since Monday.');
    await mia.chat.getByRole('button', { name: 'More' }).click();
    const [file] = await Promise.all([
      mia.page.waitForEvent('download'),
      mia.chat.getByRole('button', { name: 'Save as text' }).click(),
    ]);
    assert.match(file.suggestedFilename(), /^chat-\d{4}-\d\d-\d\d\.txt$/);
    const text = await readFile(await file.path(), 'utf8');
    const said = text.replaceAll(/\[[^\]]*\]/g, '[]');
    assert.equal(
      said,
      'Shop\n\n[] You:\n    Is the Heron back?\n\n[] Ann:\n    It is, since Monday.\n    在绿色。\n',
    );
  }),
];

/** @param {import('../pages/customer-page.mjs').CustomerPage} customer */
async function minimises(customer) {
  await customer.chat.getByRole('button', { name: 'Minimise chat' }).click();
  await customer.field.waitFor({ state: 'hidden' });
}

/** What the launcher's badge says. @param {import('../pages/customer-page.mjs').CustomerPage} tab @param {number} count */
async function seesUnread({ page }, count) {
  const badge = page.locator('rapport-widget .badge');
  await until(`the badge says ${count}`, async () => {
    const [shown, text] = [await badge.isVisible(), await badge.textContent()];
    const says = shown ? Number(text) : 0;
    return says === count ? undefined : `it says ${says}`;
  });
}
