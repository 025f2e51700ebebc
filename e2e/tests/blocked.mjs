/** W26: where the Workspace cannot open, a page says why and what to do. */

import { graveFindings } from '../stage/axe.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('w26_a_browser_that_is_too_old_is_told_so', {}, async house => {
    const ann = await house.agent();
    await ann.page.addInitScript(() => {
      delete Array.prototype.toSorted;
    });
    await ann.page.goto(`${house.rapport.url}/voice`);
    await ann.page.getByRole('heading', { name: 'This browser is too old' }).waitFor();
    await ann.page.getByRole('heading', { name: '浏览器版本过旧' }).waitFor();
    const findings = await graveFindings(ann.page);
    if (findings.length > 0) throw new Error(findings.join('\n'));
  }),

  play('w26_an_address_that_is_none_keeps_a_call_in_view', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForCalls();
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.answers();
    await mia.seesCall('Talking');
    await ann.page.goto(`${house.rapport.url}/nowhere`);
    await ann.page.getByRole('heading', { name: 'This page does not exist' }).waitFor();
    await ann.call.getByText('Time in call').waitFor();
    await ann.button('Go to Home').click();
    await ann.page.getByRole('heading', { name: /^Hello/ }).waitFor();
    await mia.seesCall('Talking');
  }),
];
