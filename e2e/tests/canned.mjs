/** DK13, W20: what an admin has worded once is offered after a slash, and reaches the customer as it stands. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { Admin } from '../stage/admin.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { play } from '../stage/play.mjs';

const HELLO = { shortcut: 'hello', title: 'Greeting', body: 'Hello,\nhow can I help?' };
const MARKUP = { shortcut: 'html', title: '<b>Bold</b>', body: '<img src=x onerror=alert(1)>' };
const REFUND = { shortcut: '退款', title: 'Refund', body: '退款已经办理。' };

export const plays = [
  play('w20_canned_replies_are_offered_after_a_slash', {}, async house => {
    const admin = await Admin.signsIn(house);
    for (const reply of [HELLO, MARKUP, REFUND]) await admin.wordsReply(reply);
    const { ann, mia } = await chatting(house);
    await ann.composer.pressSequentially('/');
    const list = ann.page.getByRole('listbox', { name: 'Canned replies' });
    const options = list.getByRole('option');
    await options.nth(2).waitFor();
    assert.equal(await options.count(), 3);
    for (const colorScheme of ['light', 'dark']) {
      await ann.page.emulateMedia({ colorScheme });
      assert.deepEqual(await graveFindings(ann.page), [], colorScheme);
    }
    await ann.page.setViewportSize({ width: 320, height: 640 });
    const box = await list.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));

    await ann.composer.pressSequentially('退');
    await options.nth(1).waitFor({ state: 'detached' });
    await ann.composer.press('Enter');
    assert.equal(await ann.composer.inputValue(), REFUND.body);
    await ann.composer.press('Enter');
    await mia.sees(REFUND.body);

    await ann.composer.pressSequentially('/ht');
    await options.first().waitFor();
    await ann.composer.press('Tab');
    await ann.composer.press('Enter');
    await mia.sees(MARKUP.body);
    assert.equal(await mia.chat.locator('img[src="x"]').count(), 0);
  }),
];
