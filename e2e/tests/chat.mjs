/** Chats with automatic reception: a session comes by itself, words go both ways, nothing is lost or doubled. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('ac07_skipping_the_microphone_makes_available_for_chats', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.page.getByText('You get chats only').waitFor();
  }),

  play('dk01_a_session_appears_at_once_and_takes_no_focus', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.goes('Desk');
    const mia = await house.customer('mia');
    await mia.openChat();
    await mia.writes('Is the Heron back?');
    await ann.row('Is the Heron back?').waitFor();
    await mia.seesHead('Ann is with you');
    await ann.opens('Is the Heron back?');
    await ann.composer.pressSequentially('Let me ');

    const tom = await house.customer('tom');
    await tom.openChat();
    await tom.writes('Do you ship abroad?');
    await ann.row('Do you ship abroad?').waitFor();
    await ann.composer.evaluate(field => {
      if (document.activeElement !== field) throw new Error('the focus left the composer');
    });
    await ann.page.keyboard.type('look.');
    assert.equal(await ann.composer.inputValue(), 'Let me look.');
  }),

  play('dk13_messages_go_both_ways_with_ticks', {}, async house => {
    const { ann, mia } = await chatting(house);
    await mia.seesTick('Is the Heron back?', 'Sent');
    await ann.writes('It is, since Monday.');
    await ann.seesTick('Sent');
    await mia.sees('It is, since Monday.');
    await mia.writes('Lovely.');
    await ann.sees('Lovely.');
    await mia.seesTick('Lovely.', 'Sent');
  }),

  play('dk14_the_chat_survives_a_reload_of_the_customers_page', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.writes('It is, since Monday.');
    await mia.sees('It is, since Monday.');
    await mia.reload();
    await mia.sees('Is the Heron back?');
    await mia.sees('It is, since Monday.');
    await mia.writes('I came back.');
    await ann.sees('I came back.');
  }),

  play('st10_the_chat_survives_a_reload_of_the_agents_page', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.writes('It is, since Monday.');
    await ann.seesTick('Sent');
    await ann.reload();
    await ann.seesStatus('Available');
    await ann.opens('It is, since Monday.');
    await ann.sees('Is the Heron back?');
    await mia.writes('Still there?');
    await ann.sees('Still there?');
    await ann.writes('Of course.');
    await mia.sees('Of course.');
  }),

  play('dk13_what_was_written_offline_arrives_exactly_once', {}, async house => {
    const { ann, mia } = await chatting(house);
    await mia.page.context().setOffline(true);
    await mia.writes('Written in a tunnel.');
    await mia.seesTick('Written in a tunnel.', 'Sending');
    await mia.page.context().setOffline(false);
    await ann.sees('Written in a tunnel.');
    await mia.seesTick('Written in a tunnel.', 'Sent');
    await mia.writes('Out of it.');
    await ann.sees('Out of it.');
    assert.equal(await ann.message('Written in a tunnel.').count(), 1);
    assert.equal(await mia.message('Written in a tunnel.').count(), 1);
    await mia.reload();
    await mia.sees('Out of it.');
    assert.equal(await mia.message('Written in a tunnel.').count(), 1);
  }),

  play('dk03_the_agent_ends_and_the_customer_sees_it', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.writes('It is, since Monday.');
    await mia.sees('It is, since Monday.');
    await ann.endsSession();
    await mia.seesEnd('Ann ended this chat.');
    await ann.page.getByText('This session has ended.').waitFor();
    await until('the place is free again', async () => {
      const load = await ann.inbox.getByTitle(/sessions open$/).textContent();
      return load === '0 of 5' ? undefined : `it says ${load}`;
    });
    await ann.goes('Records');
    await ann.page
      .getByRole('link', { name: /^Open the record/ })
      .first()
      .click();
    const drawer = ann.page.getByRole('complementary', { name: 'Service Record' });
    await drawer.getByText('Is the Heron back?').waitFor();
  }),

  play('dk13_a_word_without_end_is_seen_on_both_sides', {}, async house => {
    const { ann, mia } = await chatting(house);
    await mia.writes('m'.repeat(400));
    await ann.writes('a'.repeat(400));
    await mia.sees('aaaa');
    for (const text of ['m'.repeat(400), 'a'.repeat(400)]) {
      await within(ann.message(text), ann.log);
      await within(mia.message(text).locator('.bubble'), mia.log);
    }
  }),

  play('dk16_the_customer_ends_and_begins_anew_with_the_same_agent', {}, async house => {
    const { ann, mia } = await chatting(house);
    await mia.endsChat();
    await mia.seesEnd('You ended this chat.');
    await ann.page.getByText('This session has ended.').waitFor();
    await mia.chat.getByRole('button', { name: 'Start again' }).click();
    await mia.writes('One more thing.');
    await mia.seesHead('Ann is with you');
    await ann.opens('One more thing.');
  }),
];

/** @param {import('playwright-core').Locator} bubble @param {import('playwright-core').Locator} log */
async function within(bubble, log) {
  const [inner, outer] = await Promise.all([bubble.boundingBox(), log.boundingBox()]);
  const fits = inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width;
  assert.ok(fits, `it lies from ${inner.x} to ${inner.x + inner.width}, outside the log`);
}
