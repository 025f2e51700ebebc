/** W18: the list of the Desk in the hands of an agent: menus by mouse and by key, filters, and a reload. */

import assert from 'node:assert/strict';
import { chatsWith, chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';
import { frames } from '../stage/stopwatch.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('w18_the_menu_of_a_row_opens_by_mouse_and_by_key', {}, async house => {
    const { ann } = await chatting(house);
    const row = ann.row('Is the Heron back?');
    await row.click({ button: 'right' });
    await seesMenu(ann, true);
    await ann.page.keyboard.press('Escape');
    await seesMenu(ann, false);
    for (const key of ['Shift+F10', 'ContextMenu']) {
      await row.focus();
      await ann.page.keyboard.press(key);
      await seesMenu(ann, true);
      await ann.page.keyboard.press('Escape');
      await seesMenu(ann, false);
      await hasFocus(row);
    }
    const more = ann.inbox.getByRole('button', { name: 'More for this session' });
    await more.focus();
    await ann.page.keyboard.press('Enter');
    await seesMenu(ann, true);
    const entries = await ann.page.getByRole('menuitem').allTextContents();
    assert.deepEqual(entries, ['Pin to the top', 'Mark as unread', 'Transfer chat']);
    for (const entry of entries) {
      await hasFocus(ann.page.getByRole('menuitem', { name: entry }));
      await ann.page.keyboard.press(entry === 'Transfer chat' ? 'Enter' : 'ArrowDown');
    }
    await ann.page.getByRole('dialog', { name: 'Transfer chat' }).waitFor();
    await ann.page.keyboard.press('Escape');
    await seesMenu(ann, false);
  }),

  play('w18_what_was_arranged_survives_a_reload', {}, async house => {
    const { ann, mia } = await chatting(house);
    const tom = await house.customer('tom');
    await tom.openChat();
    await tom.writes('Do you ship abroad?');
    await ann.row('Do you ship abroad?').waitFor();
    await chooses(ann, 'Do you ship abroad?', 'Pin to the top');
    await chooses(ann, 'Is the Heron back?', 'Mark as unread');
    await mia.seesHead('Ann is with you');
    const ida = await house.customer('ida');
    await chatsWith(ann, ida);
    await ann.endsSession();
    const gone = ann.inbox.getByRole('region', { name: 'Ended today' }).getByRole('button');
    await gone.first().waitFor();
    await ann.reload();
    await ann.goes('Desk');
    await ann.inbox.getByRole('region', { name: 'Pinned' }).getByText('abroad').waitFor();
    await ann.row('Is the Heron back?').getByText('1 unread').waitFor();
    // Of what has ended the page remembers that it did, and asks the record for the words.
    await gone.first().click();
    await ann.sees('Is the Heron back?');
    await gone.first().click({ button: 'right' });
    await ann.page.getByRole('menuitem', { name: 'Hide' }).click();
    await gone.first().waitFor({ state: 'detached' });
    await ann.reload();
    await ann.goes('Desk');
    await ann.button('Hidden 1').click();
    await ann.inbox.getByRole('region', { name: 'Hidden' }).getByRole('button').first().waitFor();
  }),

  play('w18_digits_and_filters_go_by_what_is_shown', {}, async house => {
    const { ann, mia } = await chatting(house);
    const tom = await house.customer('tom');
    await tom.openChat();
    await tom.writes('Do you ship abroad?');
    await ann.row('Do you ship abroad?').waitFor();
    await ann.button('Unread 1').click();
    await ann.page.keyboard.press('Control+Alt+Digit2');
    await ann.sees('Do you ship abroad?');
    await hasFocus(ann.composer);
    await until('what was read is not shown any more', async () =>
      (await ann.row('Is the Heron back?').count()) === 0 ? undefined : 'it is',
    );
    // The first that is shown is the first now.
    await ann.page.keyboard.press('Control+Alt+Digit1');
    await frames(ann.page);
    assert.equal(await ann.message('Do you ship abroad?').count(), 1);
    await mia.field.pressSequentially('And in green');
    await ann.button('All').click();
    await ann.row('writing…').waitFor();
    await mia.field.press('Enter');
    await ann.row('And in green').waitFor();
  }),
];

async function chooses(agent, text, entry) {
  await agent.row(text).click({ button: 'right' });
  await agent.page.getByRole('menuitem', { name: entry }).click();
  await seesMenu(agent, false);
}

async function seesMenu(agent, open) {
  await agent.page.getByRole('menu').waitFor({ state: open ? 'visible' : 'detached' });
}

async function hasFocus(locator) {
  await until('it has the focus', async () =>
    (await locator.evaluate(element => element === document.activeElement))
      ? undefined
      : 'it is elsewhere',
  );
}
