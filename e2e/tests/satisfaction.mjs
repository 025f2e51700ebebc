/** DK08: a customer is asked what they think of a chat, and answers once. Agent and customer each in a browser of their own. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { Admin } from '../stage/admin.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('dk08_a_customer_who_is_asked_answers_by_keys_and_the_agent_reads_it', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.page.getByRole('button', { name: 'User satisfaction' }).click();
    await ann.page.getByRole('status').filter({ hasText: /^Asked at/ }).waitFor();
    assert.equal(await ann.page.getByRole('button', { name: 'User satisfaction' }).count(), 0);

    const card = mia.chat.getByRole('form', { name: 'How was this chat?' });
    await card.waitFor();
    assert.deepEqual(await graveFindings(mia.page), []);
    // Whoever writes goes on writing: the card has not taken the focus.
    await mia.writes('It is for my mother.');
    await ann.sees('It is for my mother.');
    await card.getByRole('radio', { name: '1 – Very bad' }).focus();
    for (const _ of '234') await mia.page.keyboard.press('ArrowRight');
    assert.ok(await card.getByRole('radio', { name: '4 – Good' }).isChecked());
    await card.getByRole('checkbox', { name: 'Friendly' }).check();
    await card.getByRole('textbox', { name: /Anything else/ }).fill('Ask me <b>anything</b>');
    assert.deepEqual(await graveFindings(mia.page), []);
    await mia.page.keyboard.press('Tab');
    await mia.page.keyboard.press('Tab');
    await mia.page.keyboard.press('Enter');
    const thanks = mia.chat.getByText('Thank you for your answer. Your answer: 4');
    await thanks.waitFor();
    assert.ok(await thanks.evaluate(place => place === place.ownerDocument.activeElement));

    await ann.page.getByRole('status').filter({ hasText: '4 of 5' }).waitFor();
    await ann.page.getByText('Friendly', { exact: true }).waitFor();
    await ann.page.getByText('Ask me <b>anything</b>', { exact: true }).waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
  }),

  play('dk08_everybody_is_asked_at_the_end_and_the_answer_is_on_the_record', {}, async house => {
    await (await Admin.signsIn(house)).asksAtTheEnd();
    const { ann, mia } = await chatting(house);
    const end = ann.page.getByRole('button', { name: 'End Chat Session' });
    await end.click();
    await ann.page.getByRole('button', { name: 'Click again to end' }).click();
    const card = mia.chat.getByRole('form', { name: 'How was this chat?' });
    await card.waitFor();
    // It is there again after a reload.
    await mia.reload();
    await card.getByRole('radio', { name: '2 – Bad' }).check();
    await card.getByRole('button', { name: 'Send answer' }).click();
    await mia.chat.getByText('Your answer: 2').waitFor();
    const { drawer, timeline } = await ann.newestRecord();
    assert.ok(timeline.includes('The customer was asked for a rating'), timeline.join(' · '));
    assert.ok(timeline.includes('The customer rated 2'), timeline.join(' · '));
    await drawer.getByText('★ 2 of 5', { exact: true }).waitFor();
  }),
];
