/** DK13: files go both ways with what is written, are waited for, and say why they are not taken. */

import assert from 'node:assert/strict';
import { chatting } from '../pages/chatting.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { DRAWING, hold, NO_PICTURE, PDF, pastePicture } from '../stage/files.mjs';
import { speak } from '../stage/language.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

const NARROW = { width: 320, height: 640 };

export const plays = [
  play('dk13_the_agent_sends_a_picture_by_paste_and_the_customer_a_pdf', {}, async house => {
    const { ann, mia } = await chatting(house);
    await pastePicture(ann.composer, 'Heron.png');
    await ann.chip('Heron.png').getByText('ready').waitFor();
    await ann.writes('This is the Heron.');
    await ann.seesTick('Sent');
    const seen = mia.chat.getByRole('img', { name: 'Heron.png' });
    await isDrawn(seen);
    await isDrawn(ann.log.getByRole('img', { name: 'Heron.png' }));
    await mia.sees('This is the Heron.');

    await mia.attaches(PDF);
    await mia.chip(PDF.name).getByText('ready').waitFor();
    await mia.chat.getByRole('button', { name: 'Send', exact: true }).click();
    const link = ann.log.getByRole('link', { name: PDF.name });
    await link.waitFor();
    const download = ann.page.waitForEvent('download');
    await link.click();
    assert.equal((await download).suggestedFilename(), PDF.name);
    const saved = mia.page.waitForEvent('download');
    await mia.chat.getByRole('button', { name: `Save ${PDF.name}` }).click();
    assert.equal((await saved).suggestedFilename(), PDF.name);
  }),

  play('dk13_files_are_dropped_on_the_chat_of_either_side', {}, async house => {
    const { ann, mia } = await chatting(house);
    const drop = await hold(ann.log, [PDF]);
    await ann.page.getByText(/^Drop files for/).waitFor();
    await drop();
    await ann.page.getByText(/^Drop files for/).waitFor({ state: 'detached' });
    await ann.chip(PDF.name).getByText('ready').waitFor();
    await ann.button('Send').click();
    await mia.chat.getByRole('button', { name: `Save ${PDF.name}` }).waitFor();

    const dropThere = await hold(mia.log, [{ ...PDF, name: 'Receipt.pdf' }]);
    await mia.chat.getByText('Drop files here to send them').waitFor();
    await dropThere();
    await mia.chip('Receipt.pdf').getByText('ready').waitFor();
    await mia.writes('And the receipt.');
    await ann.log.getByRole('link', { name: 'Receipt.pdf' }).waitFor();
  }),

  play('dk13_what_is_refused_says_why_on_both_sides', {}, async house => {
    const { ann, mia } = await chatting(house);
    for (const side of [ann, mia]) {
      await side.attaches(DRAWING);
      await side
        .chip(DRAWING.name)
        .getByText(/^Files of this kind are not taken\. These are taken: jpg, .*mp4\.$/)
        .waitFor();
      await side.removes(DRAWING.name);
      await side.attaches(NO_PICTURE);
      const why = /The file is not what the end of its name says/;
      await side.chip(NO_PICTURE.name).getByText(why).waitFor();
      await side.removes(NO_PICTURE.name);
      await side.writes('Never mind.');
    }
    await ann.sees('Never mind.');
  }),

  play(
    'f16_an_upload_goes_on_after_the_network_was_away_and_the_message_waits',
    {},
    async house => {
      const { ann, mia } = await chatting(house);
      await mia.page.context().setOffline(true);
      await mia.attaches(PDF);
      await mia.chip(PDF.name).getByText('No connection. Goes on by itself.').waitFor();
      await mia.writes('Here is the card.');
      await mia.chat.getByText('Sent as soon as the files are there.').waitFor();
      assert.equal(await mia.field.inputValue(), 'Here is the card.');
      await mia.page.context().setOffline(false);
      await ann.sees('Here is the card.');
      await ann.log.getByRole('link', { name: PDF.name }).waitFor();
      await until('the field is empty', async () => (await mia.field.inputValue()) || undefined);
      assert.equal(await ann.message('Here is the card.').count(), 1);
    },
  ),

  play('u01_u14_files_have_no_grave_finding_and_fit_into_320_pixels', {}, async house => {
    const { ann, mia } = await chatting(house);
    const found = [];
    const look = async (what, page) => {
      for (const finding of await graveFindings(page)) found.push(`${what}: ${finding}`);
    };
    for (const side of [ann, mia]) {
      const field = side === ann ? ann.composer : mia.field;
      await pastePicture(field, 'Heron.png');
      await side.chip('Heron.png').getByText('ready').waitFor();
      await side.attaches(DRAWING);
      await side
        .chip(DRAWING.name)
        .getByText(/not taken/)
        .waitFor();
    }
    const both = async what => {
      for (const [name, { page }] of Object.entries({ ann, mia })) {
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          await look(`${what}, ${name}, ${colorScheme}`, page);
        }
        const size = page.viewportSize();
        await page.setViewportSize(NARROW);
        for (const frame of page.frames()) {
          const width = await frame.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth > clientWidth ? scrollWidth : undefined;
          });
          if (width !== undefined) found.push(`${what}, ${name}: ${width} pixels wide`);
        }
        await page.setViewportSize(size);
      }
    };
    await both('on their way');
    for (const side of [ann, mia]) await side.removes(DRAWING.name);
    await ann.writes('This is the Heron.');
    await mia.writes('Mine is like this.');
    await isDrawn(ann.log.getByRole('img', { name: 'Heron.png' }).last());
    await isDrawn(mia.chat.getByRole('img', { name: 'Heron.png' }).last());
    await both('in the log');
    await ann.log.getByRole('button', { name: 'Look at Heron.png' }).first().click();
    await ann.page.getByRole('dialog', { name: 'Heron.png' }).waitFor();
    await mia.chat.getByRole('button', { name: 'Look at Heron.png' }).first().click();
    await mia.chat.getByRole('dialog', { name: 'Heron.png' }).waitFor();
    await both('looked at');
    await ann.page.keyboard.press('Escape');
    await ann.page.getByRole('dialog', { name: 'Heron.png' }).waitFor({ state: 'detached' });
    await speak(ann.page, 'zh-CN');
    await look('in Chinese', ann.page);
    assert.deepEqual(found, []);
  }),
];

/** It has come, and is a picture. @param {import('playwright-core').Locator} img */
async function isDrawn(img) {
  await img.waitFor();
  await until('the picture is drawn', async () => {
    const width = await img.evaluate(({ complete, naturalWidth }) => complete && naturalWidth);
    return width > 0 ? undefined : `it has ${width} pixels`;
  });
}
