/** A customer is handed to a line outside (VC13): by ear in a real browser, and what comes of a line that takes nobody (VC14). */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { AGENT_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { whyNoVoice } from '../stage/town-voice.mjs';
import { until } from '../stage/until.mjs';

/** In the demo's town a number's last digit says what comes of it. */
const ANSWERS = '030 111220';
const BUSY = '030 111227';
const HELP = '112';
const ABROAD = '+1 212 555 0100';

export const plays = [
  play('vc13_a_customer_is_handed_to_a_line_outside', { acw: 60 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.talksForTwoSeconds();
    await ann.opensExternalLine();
    const { transfer } = ann;
    for (const [number, words] of [
      [ABROAD, 'Your groups may not call this number.'],
      [HELP, /^Help cannot be reached/u],
      [ANSWERS, 'May be called.'],
    ]) {
      await transfer.getByLabel('Number', { exact: true }).fill(number);
      await transfer.getByText(words).first().waitFor();
      const start = transfer.getByRole('button', { name: 'Start to Transfer' });
      assert.equal(await start.isDisabled(), number !== ANSWERS, number);
    }
    assert.deepEqual(await graveFindings(ann.page), []);
    await ann.page.keyboard.press('Enter');
    await transfer.waitFor({ state: 'detached' });
    await ann.seesStatus('After-call-work');
    await until('whoever answers outside is heard', () => whyNoVoice(mia.page));
    await mia.hears('neither music nor the agent', [], [MUSIC_HZ, AGENT_HZ]);
    assert.equal(await ann.call.count(), 0, 'the agent has no call any more');
    await mia.hangsUp();
    await ann.button('Back to Reception').click();
    const { drawer, timeline } = await ann.newestRecord();
    await drawer.getByText('Transferred out').first().waitFor();
    assert.ok(
      timeline.some(step => step.includes('+4930111220')),
      timeline.join(' · '),
    );
  }),

  play('vc14_a_line_outside_that_is_busy_gives_the_customer_back', { acw: 0 }, async house => {
    const { ann, mia } = await talking(house);
    await ann.talksForTwoSeconds();
    await ann.opensExternalLine();
    await ann.transfer.getByLabel('Number', { exact: true }).fill(BUSY);
    await ann.transfer.getByText('May be called.').waitFor();
    await ann.transfer.getByRole('button', { name: 'Start to Transfer' }).click();
    await ann.prompt.getByText('Returned from +4930111227').first().waitFor();
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await ann.answers();
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
  }),
];
