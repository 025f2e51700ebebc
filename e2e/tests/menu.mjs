/** A menu answers the demo page's call: the keys that are pressed there lead to a group. */

import assert from 'node:assert/strict';
import { AGENT_HZ, CUSTOMER_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('vc41_keys_on_the_demo_page_lead_through_the_menu', {}, async house => {
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    const mia = await house.customer('mia');
    await mia.callsWithMenu();
    await mia.seesCall('In the menu');
    await mia.presses('9');
    await mia.seesCall('In the menu');
    await mia.presses('2');
    await leo.prompt.getByText('Workshop', { exact: true }).waitFor();
    await leo.page.getByText('+4930555020', { exact: true }).first().waitFor();
    await leo.answers();
    await mia.hears('the agent', [AGENT_HZ], [CUSTOMER_HZ]);
    await leo.hears('the customer', [CUSTOMER_HZ], [AGENT_HZ]);
    assert.equal(await mia.page.getByRole('button', { name: 'Call with a menu' }).count(), 0);
    await mia.hangsUp();
    await mia.seesCallEnded('You hung up.');
  }),
];
