/**
 * What customers and members are called, and what they write, is text wherever it is shown: no markup in it comes to life,
 * in the Desk, in the widget or in a record.
 */

import assert from 'node:assert/strict';
import { Admin } from '../stage/admin.mjs';
import { play } from '../stage/play.mjs';
import { signedFor } from '../stage/site.mjs';

const ALIVE = 'onerror="window.rapportHurt=1" src=x';
const NAME = `Mia <img ${ALIVE}>`;
const NICKNAME = `Ann <img ${ALIVE}>`;
const LINES = [
  `<script>window.rapportHurt=1</script>`,
  `<img ${ALIVE}>`,
  `"><svg onload=window.rapportHurt=1>`,
  `<iframe srcdoc="<script>parent.rapportHurt=1</script>"></iframe>`,
  `{{constructor.constructor('window.rapportHurt=1')()}} javascript:window.rapportHurt=1`,
];

export const plays = [
  play('dk14_markup_in_names_and_messages_is_shown_as_text', {}, async house => {
    const site = await (await Admin.signsIn(house)).makesForClients('Shop');
    await (await Admin.signsIn(house)).nicknames('Ann Berg', NICKNAME);
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.goes('Desk');
    const mia = await house.customer('mia');
    const identity = signedFor(site, { user: '<b>user-7</b>', name: NAME });
    await mia.page.evaluate(jwt => window.rapport.identify(jwt), identity);
    await mia.openChat();
    for (const line of LINES) {
      await mia.writes(line);
      await mia.seesTick(line, 'Sent');
    }
    await mia.seesHead(`${NICKNAME} is with you`);

    // The list, the head and the facts of the session, and what was written.
    await ann.inbox.getByText(NAME, { exact: true }).waitFor();
    await ann.opens(LINES.at(-1));
    await ann.page.getByRole('heading', { name: NAME }).waitFor();
    for (const line of LINES) await ann.sees(line);
    for (const line of LINES) await ann.writes(line);
    for (const line of LINES) assert.equal(await ann.message(line).count(), 2);
    await ann.row(LINES.at(-1)).click({ button: 'right' });
    await ann.page.getByRole('menu', { name: NAME }).waitFor();
    await nothingLives(ann.page);
    await ann.page.keyboard.press('Escape');
    for (const line of LINES) await mia.message(line).nth(1).waitFor();
    await nothingLives(mia.page);

    await ann.endsSession();
    await mia.seesEnd(`${NICKNAME} ended this chat.`);
    await nothingLives(mia.page);
    await ann.inbox.getByText(NAME, { exact: true }).waitFor();

    // The record, in its list and in full.
    const { drawer } = await ann.newestRecord();
    await drawer.getByRole('heading', { name: NAME }).waitFor();
    for (const line of LINES)
      assert.equal(await drawer.getByText(line, { exact: true }).count(), 2);
    await nothingLives(ann.page);
  }),
];

/** Whether any of it did something, or could: it would be an element. @param {import('playwright-core').Page} page */
async function nothingLives(page) {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => [
      ...('rapportHurt' in window ? ['a script has run'] : []),
      ...[...document.querySelectorAll('[onerror], [onload], [srcdoc], img[src="x"]')].map(
        element => element.outerHTML,
      ),
      ...[...document.querySelectorAll('a[href^="javascript:" i]')].map(link => link.outerHTML),
    ]);
    assert.deepEqual(found, []);
  }
}
