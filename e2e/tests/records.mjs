/** The list of records: narrowed by what an agent knows of the contact, and kept in the address. */

import assert from 'node:assert/strict';
import { chatsWith } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('w22_the_records_are_narrowed_and_the_address_remembers_how', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.goes('Desk');
    const mia = await house.customer('mia');
    await chatsWith(ann, mia);
    await ann.endsSession();
    await mia.seesEnd('Ann ended this chat.');
    await ann.goes('Records');
    const rows = ann.page.getByRole('link', { name: /^Open the record/ });
    await rows.first().waitFor();
    const none = ann.page.getByText('Nothing matches');
    const filters = ann.page.getByRole('search', { name: 'Narrow the records' });

    await filters.getByLabel('Number or name').fill('4930 999');
    await none.waitFor();
    await filters.getByRole('button', { name: 'Clear filters' }).click();
    await rows.first().waitFor();
    assert.equal(await filters.getByLabel('Number or name').inputValue(), '');

    await filters.getByLabel('Result').selectOption({ label: 'Ended by agent' });
    await filters.getByLabel('Group').selectOption({ label: 'Chat desk' });
    await rows.first().waitFor();
    await filters.getByLabel('Group').selectOption({ label: 'Shop hotline' });
    await none.waitFor();
    await ann.reload();
    await none.waitFor();
    const chosen = filters.getByLabel('Result').locator('option:checked');
    assert.equal(await chosen.innerText(), 'Ended by agent');
    await filters.getByRole('button', { name: 'Clear filters' }).click();

    const today = await ann.page.evaluate(() => new Date().toLocaleDateString('sv'));
    await filters.getByLabel('From', { exact: true }).fill(today);
    await rows.first().waitFor();
    await filters.getByLabel('To', { exact: true }).fill(today);
    await rows.first().click();
    await ann.page.getByRole('heading', { name: 'Transcript' }).waitFor();
    await ann.page.keyboard.press('Escape');
    await until('the filters outlive a look at a record', async () => {
      const { searchParams } = new URL(ann.page.url());
      const kept = searchParams.get('from') === today && !searchParams.has('record');
      return kept ? undefined : ann.page.url();
    });
    // An agent has nobody to choose among.
    assert.equal(await filters.getByRole('combobox').count(), 2, 'group and result');
  }),
];
