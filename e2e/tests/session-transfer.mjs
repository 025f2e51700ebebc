/** DK05: a chat is handed on. Two agents and a customer, each in a browser of their own. */

import { chatting } from '../pages/chatting.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('dk05_a_chat_goes_to_a_colleague_with_note_and_messages', {}, async house => {
    const { ann, mia } = await chatting(house);
    await ann.writes('One moment.');
    await mia.sees('One moment.');
    const leo = await house.agent(1);
    await leo.signsInForChats();
    await leo.goes('Desk');

    const dialog = await opensTransfer(ann);
    await dialog.getByRole('radio', { name: 'Leo Lin' }).check();
    await dialog.getByText('Chats 0/5').first().waitFor();
    await dialog.getByLabel('Note for whoever takes the chat').fill('Asks about the Heron');
    await dialog.getByRole('button', { name: 'Confirm Transfer' }).click();
    await ann.page.getByText(/^The chat with .+ goes to Leo Lin/).waitFor();
    await mia.seesHead('Finding a colleague');

    const offer = leo.page.getByRole('region', { name: 'New session' });
    await offer.getByText('Asks about the Heron').waitFor();
    await leo.accepts();
    await mia.seesHead('Leo is with you');
    await leo.opens('One moment.');
    await leo.sees('Is the Heron back?');
    await leo.writes('It is, since Monday.');
    await mia.sees('It is, since Monday.');
    await mia.writes('Lovely.');
    await leo.sees('Lovely.');
  }),

  play('dk05_a_chat_that_is_declined_comes_back', {}, async house => {
    const { ann, mia } = await chatting(house);
    const leo = await house.agent(1);
    await leo.signsInForChats();

    const dialog = await opensTransfer(ann);
    await dialog.getByRole('radio', { name: 'Leo Lin' }).check();
    await dialog.getByRole('button', { name: 'Confirm Transfer' }).click();
    await leo.declines();
    await ann.page.getByText('Returned from Leo Lin').waitFor();
    await ann.accepts();
    await mia.seesHead('Ann is with you');
    await mia.writes('Still there?');
    await ann.sees('Still there?');
  }),
];

/** @param {import('../pages/agent-page.mjs').AgentPage} agent */
async function opensTransfer(agent) {
  await agent.page.getByRole('button', { name: 'Transfer chat' }).click();
  return agent.page.getByRole('dialog', { name: 'Transfer chat' });
}
