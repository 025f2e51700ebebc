/** Chats with manual reception: a prompt with a countdown, taken, given back or passed on. */

import assert from 'node:assert/strict';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play(
    'dk02_a_session_is_prompted_with_a_countdown_and_accepted',
    { chat: 'manual' },
    async house => {
      const ann = await house.agent();
      await ann.signsInForChats();
      const mia = await house.customer('mia');
      await mia.openChat();
      await mia.writes('Is the Heron back?');
      await ann.newSession.waitFor();
      await ann.page.getByText('Is the Heron back?').first().waitFor();
      await ann.seesCountdown(ann.newSession, 20);
      await until('the title calls', async () => {
        const title = await ann.page.title();
        return title.includes('Customer') ? undefined : `it is “${title}”`;
      });
      await mia.seesHead('In the queue');
      await ann.newSession.getByRole('button', { name: 'Accept' }).click();
      await ann.newSession.waitFor({ state: 'detached' });
      await mia.seesHead('Ann is with you');
      await ann.goes('Desk');
      await ann.opens('Is the Heron back?');
      await ann.writes('It is.');
      await mia.sees('It is.');
    },
  ),

  play(
    'dk02_a_session_not_taken_goes_to_the_other_agent',
    { chat: 'manual', ring: 5 },
    async house => {
      const ann = await house.agent(0);
      await ann.signsInForChats();
      const leo = await house.agent(1);
      await leo.signsInForChats();
      const mia = await house.customer('mia');
      await mia.openChat();
      await mia.writes('Is the Heron back?');
      await ann.newSession.waitFor();
      assert.equal(await leo.newSession.count(), 0, 'RT01: offered to one agent at a time');
      await leo.newSession.waitFor();
      assert.equal(await ann.newSession.count(), 0, 'RT01: offered to one agent at a time');
      await ann.page.getByText('Not taken in time – passed to another agent.').waitFor();
      await leo.newSession.getByRole('button', { name: 'Accept' }).click();
      await mia.seesHead('Leo is with you');
    },
  ),

  play('dk02_a_session_declined_goes_to_the_other_agent', { chat: 'manual' }, async house => {
    const ann = await house.agent(0);
    await ann.signsInForChats();
    const leo = await house.agent(1);
    await leo.signsInForChats();
    const mia = await house.customer('mia');
    await mia.openChat();
    await mia.writes('Is the Heron back?');
    await ann.newSession.getByRole('button', { name: 'Decline' }).click();
    await leo.newSession.getByRole('button', { name: 'Accept' }).click();
    await mia.seesHead('Leo is with you');
    assert.equal(await ann.newSession.count(), 0);
  }),

  play('vc03_a_customer_who_leaves_takes_the_prompt_away', { chat: 'manual' }, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    const mia = await house.customer('mia');
    await mia.openChat();
    await mia.writes('Is the Heron back?');
    await ann.newSession.waitFor();
    await mia.endsChat();
    await ann.newSession.waitFor({ state: 'detached' });
    await ann.page.getByText('The customer left before you took the session.').waitFor();
    await until('the title is calm', async () => {
      const title = await ann.page.title();
      return title.includes('Customer') ? `it is “${title}”` : undefined;
    });
  }),
];
