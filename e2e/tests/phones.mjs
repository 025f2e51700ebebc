/** SIP phones: what the transfer dialog says of them, a call that is handed to one (VC12), who is asked there (VC15), and one that an agent takes calls by (VC31). */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { Admin } from '../stage/admin.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { AGENT_HZ, COLLEAGUE_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';

const DESK = 'Front desk (201)';

export const plays = [
  play('vc12_a_call_is_handed_to_a_sip_phone', { phones: true, acw: 60 }, async house => {
    const { ann, mia, desk } = await withPhone(house);
    await ann.does('Transfer');
    await ann.seesTargets('SIP phone');
    await ann.asksWhyNot(DESK);
    const dialogSays = words => ann.transfer.getByText(words, { exact: true }).waitFor();
    await dialogSays(`${DESK} cannot be rung now: Not registered.`);
    assert.ok(await ann.transferButton.isDisabled());
    const phone = await house.sipPhone(desk);
    await ann.seesAmongTargets(/^Registered$/);
    assert.deepEqual(await graveFindings(ann.page), []);
    await ann.transfer.getByLabel(/^Note/).fill('Parcel at the door');
    await ann.transferButton.click();
    await ann.page.getByText(`Transferred to ${DESK}.`, { exact: false }).waitFor();
    await ann.seesStatus('After-call-work');
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await phone.rings();
    await phone.isLifted();
    await mia.hears('whoever is near the phone', [COLLEAGUE_HZ], [AGENT_HZ, MUSIC_HZ]);

    // Who has a call by then is told that the phone has one.
    await ann.button('Back to Reception').click();
    const tom = await house.customer('tom');
    await tom.calls();
    await ann.answers();
    await ann.does('Transfer');
    await ann.seesTargets('SIP phone');
    await ann.seesAmongTargets(/^In use$/);
    await ann.page.keyboard.press('Escape');
    await mia.hangsUp();
    await ann.does('Transfer');
    await ann.seesTargets('SIP phone');
    await ann.seesAmongTargets(/^Registered$/);
  }),

  play('vc14_a_sip_phone_that_declines_gives_the_call_back', { phones: true, acw: 60 }, async house => {
    const { ann, mia, desk } = await withPhone(house);
    const phone = await house.sipPhone(desk);
    await ann.does('Transfer');
    await ann.seesTargets('SIP phone');
    await ann.seesAmongTargets(/^Registered$/);
    await ann.target(DESK).click();
    await ann.transferButton.click();
    await phone.rings();
    await phone.isPutDown();
    await ann.prompt.getByText(/^Returned from Front desk/).waitFor();
    await ann.answers();
    await mia.hears('the agent again', [AGENT_HZ], [MUSIC_HZ]);
  }),

  play('vc15_whoever_is_near_a_sip_phone_is_asked_first', { phones: true, acw: 60 }, async house => {
    const { ann, mia, desk } = await withPhone(house);
    const phone = await house.sipPhone(desk);
    await asksFirst(ann);
    await ann.seesParty('phone', 'rings');
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await phone.rings();
    await phone.isPutDown();
    await ann.call.getByText(/^Front desk is busy\. You are back with/).waitFor();
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);

    await asksFirst(ann);
    await phone.rings();
    await phone.isLifted();
    await ann.seesParty('phone', 'talks-with-me');
    await ann.hears('whoever is near the phone', [COLLEAGUE_HZ], [CUSTOMER_HZ, MUSIC_HZ]);
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ, COLLEAGUE_HZ]);
    assert.deepEqual(await graveFindings(ann.page), []);
    await ann.does('Conference');
    await ann.seesParty('phone', 'confers');
    await ann.hears('both', [CUSTOMER_HZ, COLLEAGUE_HZ], [MUSIC_HZ]);
    await mia.hears('both', [AGENT_HZ, COLLEAGUE_HZ], [MUSIC_HZ]);
    await ann.presses('T');
    await ann.seesStatus('After-call-work');
    await mia.hears('whoever is near the phone', [COLLEAGUE_HZ], [AGENT_HZ, MUSIC_HZ]);
    await phone.isPutDown();
    await mia.seesCallEnded('The call has ended.');
    const { timeline } = await ann.newestRecord();
    for (const words of ['asked at the phone Front desk', 'left the call to Front desk']) {
      assert.ok(
        timeline.some(step => step.includes(words)),
        timeline.join(' · '),
      );
    }
  }),

  play('vc31_a_handset_is_chosen_rings_and_is_talked_by', { phones: true, acw: 0 }, async house => {
    const admin = await Admin.signsIn(house);
    const own = { extension: '201', name: 'Front desk', member: 'Ann Berg' };
    const desk = await admin.makesPhone(own);
    const ann = await house.agent();
    await ann.signsInForCalls();
    await choosesPhone(ann, /^Front desk \(201\)/);
    await ann.page.getByText('Your phone cannot be reached').first().waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
    const phone = await house.sipPhone(desk);
    await ann.page.getByText('Your phone cannot be reached').first().waitFor({ state: 'detached' });
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.getByText(`Rings on ${DESK} too.`, { exact: false }).waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
    await phone.rings();
    await phone.isLifted();
    await ann.call.getByText(`On ${DESK}`, { exact: true }).waitFor();
    await mia.hears('the handset', [COLLEAGUE_HZ], [AGENT_HZ, MUSIC_HZ]);
    assert.deepEqual(await graveFindings(ann.page), []);
    await phone.isPutDown();
    await mia.seesCallEnded('The call has ended.');
    await ann.seesStatus('Available');
    await choosesPhone(ann, 'This browser');
    await ann.seesSound();
  }),
];

/** Ann talks with Mia, and there is a phone that is nobody's and not plugged in. */
async function withPhone(house) {
  const admin = await Admin.signsIn(house);
  const desk = await admin.makesPhone({ extension: '201', name: 'Front desk' });
  return { ...(await talking(house)), desk };
}

async function asksFirst(ann) {
  await ann.does('Transfer');
  await ann.seesTargets('SIP phone');
  await ann.seesAmongTargets(/^Registered$/);
  await ann.target(DESK).click();
  await ann.transfer.getByRole('button', { name: 'Consult first' }).click();
  await ann.transfer.waitFor({ state: 'detached' });
}

async function choosesPhone(agent, name) {
  const menu = await agent.opensStatusMenu();
  await menu.getByRole('menuitem', { name: 'Phone for calls' }).press('ArrowRight');
  await agent.page.getByRole('menuitemradio', { name }).click();
}
