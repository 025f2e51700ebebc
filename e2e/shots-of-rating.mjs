/** Pictures of how a customer is asked what they think of a chat, and of their answer (DK08). */

import { chatting } from './pages/chatting.mjs';

/**
 * @param {import('./stage/house.mjs').House} house
 * @param {(page: import('playwright-core').Page, screen: string) => Promise<void>} shoot
 */
export async function satisfaction(house, shoot) {
  const { ann, mia } = await chatting(house);
  await ann.writes('It is, since Monday.');
  await mia.sees('It is, since Monday.');
  await shoot(ann.page, '90-rating-available');
  await ann.page.getByRole('button', { name: 'User satisfaction' }).click();
  const card = mia.chat.getByRole('form', { name: 'How was this chat?' });
  await card.waitFor();
  await shoot(mia.page, '91-rating-asked');
  await card.getByRole('radio', { name: '4 – Good' }).check();
  await card.getByRole('checkbox', { name: 'Friendly' }).check();
  await shoot(mia.page, '92-rating-chosen');
  await card.getByRole('textbox', { name: /Anything else/ }).fill('You were quick, thank you.');
  await card.getByRole('button', { name: 'Send answer' }).click();
  await mia.chat.getByText('Your answer: 4').waitFor();
  await shoot(mia.page, '93-rating-thanks');
  await shoot(ann.page, '94-rating-given');
}
