/** A caller leaves words, and a member of the group takes them, hears them and is done with them (VC42). */

import assert from 'node:assert/strict';
import { Admin } from '../stage/admin.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('vc42_words_for_a_group_are_taken_heard_and_done', {}, async house => {
    const admin = await Admin.signsIn(house);
    await admin.letsCallersLeaveWords();
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    const { page } = leo;
    await leo.goes('Voice');
    await page.getByRole('link', { name: /^Voicemails/ }).click();
    await page.getByText('No voicemails yet').waitFor();
    const mia = await house.customer('mia');
    await mia.callsWithMenu();
    const row = page.getByRole('list', { name: 'Voicemails' }).getByRole('listitem');
    const refreshed = async (what, sight) =>
      until(what, async () => {
        await leo.button('Refresh the voicemails').click();
        return (await sight.count()) > 0 ? undefined : 'it does not show';
      });
    await refreshed(
      'the words that are being left',
      row.getByText('It is being made.', { exact: false }),
    );
    await mia.speaksForSeconds(3);
    await mia.hangsUp();
    await refreshed('the words', row.getByText(/^Length 0:0[2-9]/));
    assert.deepEqual(await graveFindings(page), []);

    await row.getByRole('button', { name: /^Claim the voicemail of/ }).click();
    await row.getByText(/^Yours until/).waitFor();
    await row.getByRole('button', { name: /^Play the voicemail of/ }).click();
    const audio = row.locator('audio');
    await until('the words are played', async () => {
      const at = await audio.evaluate(element => element.currentTime);
      return at > 0.5 ? undefined : `it stands at ${at} s`;
    });
    await row.getByRole('button', { name: /^Done with the voicemail of/ }).click();
    await row.getByText(/^Done by Leo Lin/).waitFor();
    await leo.goes('Home');
    await leo.goes('Voice');
    await page.getByRole('link', { name: /^Voicemails/ }).click();
    await page.getByText('Nothing left to do').waitFor();
  }),
];
