/** DK13: the network goes away while both write. Everything arrives, once, and stands in one order on both sides. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('dk13_what_both_wrote_meanwhile_stands_in_one_order_on_both_sides', {}, async house => {
    const { ann, mia } = await chatting(house);
    await mia.page.context().setOffline(true);
    for (const nth of [1, 2, 3]) {
      await mia.writes(`Mine ${nth}`);
      await ann.writes(`Yours ${nth}`);
    }
    await mia.seesTick('Mine 3', 'Sending');
    await ann.seesTick('Sent');
    await mia.page.context().setOffline(false);
    await mia.seesTick('Mine 3', 'Sent');
    await sameOnBothSides(ann, mia, 7);
    // As the server keeps it, so it comes back.
    await Promise.all([ann.reload(), mia.reload()]);
    await ann.opens('Mine 3');
    await mia.sees('Mine 3');
    const order = await sameOnBothSides(ann, mia, 7);
    assert.deepEqual(order.slice(0, 4), ['Is the Heron back?', 'Yours 1', 'Yours 2', 'Yours 3']);
    assert.deepEqual(order.slice(4), ['Mine 1', 'Mine 2', 'Mine 3']);
  }),

  play('dk13_what_the_customer_wrote_offline_outlives_a_reload', {}, async house => {
    const { ann, mia } = await chatting(house);
    // The chat is cut off, and the page around it can still be loaded.
    const sockets = /\/api\/v1\/widget\/live$/;
    await mia.page.context().routeWebSocket(sockets, socket => socket.close());
    await mia.reload();
    await mia.field.waitFor();
    await mia.writes('Written before the reload.');
    await mia.seesTick('Written before the reload.', 'Sending');
    await mia.reload();
    await mia.sees('Written before the reload.');
    await mia.page.context().routeWebSocket(sockets, socket => void socket.connectToServer());
    await mia.reload();
    await mia.seesTick('Written before the reload.', 'Sent');
    await ann.sees('Written before the reload.');
    await mia.writes('And after it.');
    await ann.sees('And after it.');
    await sameOnBothSides(ann, mia, 3);
  }),

  play('dk13_what_the_agent_wrote_offline_arrives_once', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.page.context().setOffline(true);
    await ann.writes('Written in a lift.');
    await ann.seesTick('Sending');
    await mia.writes('Are you there?');
    await ann.page.context().setOffline(false);
    await mia.sees('Written in a lift.');
    await ann.sees('Are you there?');
    await sameOnBothSides(ann, mia, 3);
  }),
];

/**
 * Waits until both show as many, and says what they are.
 *
 * @param {import('../pages/agent-page.mjs').AgentPage} agent
 * @param {import('../pages/customer-page.mjs').CustomerPage} customer
 * @param {number} count
 */
async function sameOnBothSides(agent, customer, count) {
  const sides = [agent.log.locator('bdi.block'), customer.chat.locator('.bubble')];
  let read = [[], []];
  await until(`both sides show ${count} messages in one order`, async () => {
    read = await Promise.all(sides.map(side => side.allTextContents()));
    const [one, other] = read.map(lines => JSON.stringify(lines));
    return one === other && read[0].length === count ? undefined : `${one} and ${other}`;
  });
  return read[0];
}
