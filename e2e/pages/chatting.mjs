/** The usual beginning of a chat. */

/**
 * Ann at the Desk with Mia's session open before her.
 *
 * @param {import('../stage/house.mjs').House} house
 */
export async function chatting(house) {
  const ann = await house.agent();
  await ann.signsInForChats();
  await ann.goes('Desk');
  const mia = await house.customer('mia');
  await chatsWith(ann, mia);
  return { ann, mia };
}

/**
 * The customer writes, and the agent opens it.
 *
 * @param {import('./agent-page.mjs').AgentPage} agent
 * @param {import('./customer-page.mjs').CustomerPage} customer
 */
export async function chatsWith(agent, customer) {
  await customer.openChat();
  await customer.writes('Is the Heron back?');
  await agent.opens('Is the Heron back?');
  await agent.sees('Is the Heron back?');
}
