/** Agents who go while customers are with them: offline, or out altogether. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('ac13_open_sessions_are_kept_by_staying_and_handed_over_by_leaving', {}, async house => {
    const { ann, mia } = await chatting(house);
    const dialog = ann.page.getByRole('dialog', { name: 'Log out with open sessions?' });
    await logsOut(ann);
    await dialog.getByText('You have 1 open session.').waitFor();
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await ann.writes('I am still here.');
    await mia.sees('I am still here.');
    await mia.seesHead('Ann is with you');

    const leo = await house.agent(1);
    await leo.signsInForChats();
    await leo.goes('Desk');
    await logsOut(ann);
    await dialog.getByRole('button', { name: 'Hand over and log out' }).click();
    await ann.button('Sign in').waitFor();
    await mia.seesHead('Leo is with you');
    await leo.opens('I am still here.');
    await leo.sees('Is the Heron back?');
    await leo.writes('It is, since Monday.');
    await mia.sees('It is, since Monday.');
    // AC13: nothing of the login is left in the browser that was left.
    const kept = await ann.page.evaluate(() => Object.keys(sessionStorage));
    assert.deepEqual(kept, []);
  }),

  play('dk12_offline_brings_no_new_session_and_keeps_the_open_one', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.chooses('Offline');
    await ann.seesStatus('Offline');
    const tom = await house.customer('tom');
    await tom.openChat();
    await tom.writes('Do you ship abroad?');
    await tom.chat.getByText('You are next in the queue').waitFor();
    await ann.writes('I finish this one.');
    await mia.sees('I finish this one.');
    await mia.writes('Thank you.');
    await ann.sees('Thank you.');
    assert.equal(await ann.row('Do you ship abroad?').count(), 0);
    await ann.statusButton.click();
    await ann.page.getByRole('menuitem', { name: 'Online' }).click();
    await ann.seesStatus('Available');
    await tom.seesHead('Ann is with you');
    await ann.row('Do you ship abroad?').waitFor();
    await until('two sessions are open', async () => {
      const load = await ann.inbox.getByTitle(/sessions open$/).textContent();
      return load === '2 of 5' ? undefined : `it says ${load}`;
    });
  }),
];

/** @param {import('../pages/agent-page.mjs').AgentPage} agent */
async function logsOut(agent) {
  await agent.statusButton.click();
  await agent.page.getByRole('menuitem', { name: 'Logout' }).click();
}
