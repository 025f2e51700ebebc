/** A caller leaves words, and a member of the group takes them, hears them and is done with them; a colleague sees it happen (VC42). */

import assert from 'node:assert/strict';
import { Admin } from '../stage/admin.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('vc42_words_for_a_group_are_taken_heard_and_done', {}, async house => {
    const admin = await Admin.signsIn(house);
    await admin.letsCallersLeaveWords('Shop hotline');
    const ann = await house.agent(0);
    const leo = await house.agent(1);
    const [hers, his] = [await opensVoicemails(ann), await opensVoicemails(leo)];
    const mia = await house.customer('mia');
    await mia.callsWithMenu();
    // Nobody asks again: the server says that there is something.
    for (const row of [hers, his]) {
      await row.getByText('It is being made.', { exact: false }).waitFor();
    }
    await leo.page.getByRole('link', { name: /^Voicemails.*1 is open/ }).waitFor();
    await mia.speaksForSeconds(3);
    await mia.hangsUp();
    for (const row of [hers, his]) await row.getByText(/^Length 0:0[2-9]/).waitFor();
    assert.deepEqual(await graveFindings(leo.page), []);

    await his.getByRole('button', { name: /^Claim the voicemail of/ }).click();
    await his.getByText(/^Yours until/).waitFor();
    await hers.getByText(/^Leo Lin has it until/).waitFor();
    assert.equal(await hers.getByRole('button', { name: /^Claim the voicemail of/ }).count(), 0);
    await ann.page.getByRole('link', { name: 'Voicemails', exact: true }).waitFor();
    await his.getByRole('button', { name: /^Give back the voicemail of/ }).click();
    await hers.getByRole('button', { name: /^Claim the voicemail of/ }).waitFor();
    await his.getByRole('button', { name: /^Claim the voicemail of/ }).click();
    await his.getByRole('button', { name: /^Play the voicemail of/ }).click();
    const audio = his.locator('audio');
    await until('the words are played', async () => {
      const at = await audio.evaluate(element => element.currentTime);
      return at > 0.5 ? undefined : `it stands at ${at} s`;
    });
    await his.getByRole('button', { name: /^Done with the voicemail of/ }).click();
    await his.getByText(/^Done by Leo Lin/).waitFor();
    await ann.page.getByText('Nothing left to do').waitFor();
    await leo.goes('Home');
    await leo.goes('Voice');
    await leo.page.getByRole('link', { name: /^Voicemails/ }).click();
    await leo.page.getByText('Nothing left to do').waitFor();
  }),
];

/** The rows of what the agent sees there. */
async function opensVoicemails(agent) {
  const { page } = agent;
  await agent.signsInForCalls();
  await agent.goes('Voice');
  await page.getByRole('link', { name: /^Voicemails/ }).click();
  await page.getByText('No voicemails yet').waitFor();
  return page.getByRole('list', { name: 'Voicemails' }).getByRole('listitem');
}
