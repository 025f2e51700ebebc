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
  await mia.openChat();
  await mia.writes('Is the Heron back?');
  await ann.opens('Is the Heron back?');
  await ann.sees('Is the Heron back?');
  return { ann, mia };
}
