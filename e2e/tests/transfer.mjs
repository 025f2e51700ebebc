/** The transfer dialog: a call handed on by key, colleagues whose status changes under the eyes, and the way back. */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

export const plays = [
  play('vc10_a_call_is_handed_to_a_group_by_keyboard_alone', { acw: 60 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.talksForTwoSeconds();
    await ann.presses('T');
    await ann.target('Workshop').waitFor();
    await ann.transfer.getByText('2 groups', { exact: true }).waitFor();
    await ann.page.keyboard.type('no such');
    await ann.transfer.getByText('0 groups', { exact: true }).waitFor();
    for (const _ of 'no such') await ann.page.keyboard.press('Backspace');
    await ann.page.keyboard.type('WORK');
    await ann.transfer.getByText('1 group', { exact: true }).waitFor();
    await ann.page.keyboard.press('Enter');
    await ann.transfer.getByText(/^Your call ends now\..*Nobody is available there/).waitFor();
    await mia.hears('the agent still', [AGENT_HZ], [MUSIC_HZ]);
    await ann.page.keyboard.press('Enter');
    await ann.page.getByText(/^Transferred to Workshop\./).waitFor();
    await ann.transfer.waitFor({ state: 'detached' });
    await ann.seesStatus('After-call-work');
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    assert.equal(await ann.page.getByText('Your sound was gone').count(), 0);

    const leo = await house.agent(1);
    await leo.signsInForCalls();
    await leo.prompt.waitFor();
    await leo.answers();
    await mia.hears('the other agent', [AGENT_HZ], [MUSIC_HZ]);
    await leo.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
  }),

  play('vc11_the_open_dialog_shows_what_colleagues_do', {}, async house => {
    const { ann } = await talking(house);
    await ann.does('Transfer');
    await ann.seesTargets('Agent');
    assert.equal(await ann.target('Ann Berg').count(), 0, 'one is shown to oneself');
    await ann.asksWhyNot('Leo Lin');
    const dialogSays = words => ann.transfer.getByText(words, { exact: true }).waitFor();
    await dialogSays('Leo Lin cannot be rung now: Offline.');
    await mayTransfer(ann, false);
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    await ann.seesAmongTargets(/^Available\d/);
    await mayTransfer(ann, true);
    await leo.chooses('Busy');
    await ann.seesAmongTargets(/^Busy\d/);
    await mayTransfer(ann, true);
    await leo.chooses('Lunch');
    await dialogSays('Leo Lin cannot be rung now: On break (Lunch).');
    await mayTransfer(ann, false);
    await ann.seesTargets('Group');
    await ann.transfer.getByRole('button', { name: 'Members of Shop hotline' }).click();
    const members = ann.transfer.getByRole('listitem');
    await members.filter({ hasText: 'Leo Lin' }).getByText('On break (Lunch)').waitFor();
    await leo.chooses('Available');
    await members.filter({ hasText: 'Leo Lin' }).getByText('Available').waitFor();
    await ann.page.keyboard.press('Escape');
    await ann.transfer.waitFor({ state: 'detached' });
    await ann.seesStatus('In line');
  }),

  play('vc11_the_dialog_outlasts_a_lost_connection_and_ends_with_its_call', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.does('Transfer');
    await ann.seesTargets('Agent');
    await ann.asksWhyNot('Leo Lin');
    await ann.page.context().setOffline(true);
    await ann.transfer.getByText('You are not connected.', { exact: false }).waitFor();
    await ann.page.context().setOffline(false);
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    await ann.seesAmongTargets(/^Available\d/);
    await mayTransfer(ann, true);
    await mia.hangsUp();
    await ann.transfer.waitFor({ state: 'detached' });
    await ann.call.waitFor({ state: 'detached' });
  }),
];

async function mayTransfer(agent, wanted) {
  await until(`the button is ${wanted ? 'enabled' : 'disabled'}`, async () => {
    const enabled = await agent.transferButton.isEnabled();
    return enabled === wanted ? undefined : 'it is not';
  });
}
