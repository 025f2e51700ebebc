/** The demo page's rush hour: robots come to the agent, are counted, and go home when told to. */

import assert from 'node:assert/strict';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('op02_a_rush_hour_comes_is_counted_and_is_sent_home', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.goes('Desk');
    const page = await house.customer('viewer');
    await page.startsRushHour();
    await ann.inbox.getByRole('button').first().waitFor();
    await until('a chat is with an agent', async () => {
      const [, chats] = await page.rushCounts('With an agent');
      return chats > 0 ? undefined : `${chats} are`;
    });
    const [calls, chats] = await page.rushCounts('To come');
    assert(calls < 8 && chats < 12, 'the first have come');
    await page.sendsEverybodyHome();
    await page.page.getByRole('button', { name: 'Start the rush hour' }).waitFor();
  }),
];
