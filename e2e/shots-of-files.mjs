/** Pictures of files: chosen, refused, waited for, in the log, looked at, and held over the window (DK13). */

import { chatting } from './pages/chatting.mjs';
import { DRAWING, hold, PDF, pastePicture } from './stage/files.mjs';

/**
 * DK13.
 *
 * @param {import('./stage/house.mjs').House} house
 * @param {(page: import('playwright-core').Page, screen: string) => Promise<void>} shoot
 */
export async function files(house, shoot) {
  const { ann, mia } = await chatting(house);
  for (const side of [ann, mia]) {
    await pastePicture(side === ann ? ann.composer : mia.field, 'Heron.png');
    await side.attaches(PDF);
    await side.chip(PDF.name).getByText('ready').waitFor();
    await side.attaches(DRAWING);
    await side
      .chip(DRAWING.name)
      .getByText(/not taken/)
      .waitFor();
  }
  await shoot(ann.page, '95-files-chosen');
  await shoot(mia.page, '96-files-chosen-by-the-customer');
  for (const side of [ann, mia]) {
    await side.removes(DRAWING.name);
    await side.page.context().setOffline(true);
    await side.attaches({ ...PDF, name: 'Invoice 2026-11 with a very long name, signed.pdf' });
    await side
      .chip('Invoice')
      .getByText(/No connection/)
      .waitFor();
    await side.writes('This is the Heron.');
  }
  await shoot(ann.page, '97-files-waited-for');
  await shoot(mia.page, '98-files-waited-for-by-the-customer');
  for (const side of [ann, mia]) await side.page.context().setOffline(false);
  await ann.log
    .getByRole('link', { name: /^Invoice/ })
    .nth(1)
    .waitFor();
  await mia.chat
    .getByRole('button', { name: /^Save Invoice/ })
    .nth(1)
    .waitFor();
  await shoot(ann.page, '99-files-in-the-log');
  await shoot(mia.page, '99-files-in-the-customers-log');
  await ann.log.getByRole('button', { name: 'Look at Heron.png' }).first().click();
  await mia.chat.getByRole('button', { name: 'Look at Heron.png' }).first().click();
  await mia.chat.getByRole('dialog').waitFor();
  await shoot(ann.page, '99-picture');
  await shoot(mia.page, '99-picture-at-the-customers');
  await ann.page.keyboard.press('Escape');
  await hold(ann.log, [PDF]);
  await shoot(ann.page, '99-files-held');
}
