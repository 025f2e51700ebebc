/** A colleague is asked in the middle of a call (VC15, W14): on three screens, and by ear who hears whom. */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { AGENT_HZ, COLLEAGUE_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('vc15_a_colleague_is_asked_brought_in_and_given_the_call', { acw: 60 }, async house => {
    const { ann, mia, leo } = await withLeo(house);
    await ann.consults('Leo Lin');
    await ann.seesParty('colleague', 'rings');
    await ann.seesParty('customer', 'hears-music');
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await leo.prompt.getByText('Ann Berg asks for advice', { exact: true }).waitFor();
    await leo.answers();
    await leo.seesStatus('In line');

    await ann.seesParty('colleague', 'talks-with-me');
    await leo.call.getByText('Consulting with Ann Berg', { exact: true }).waitFor();
    await hear(
      [ann, 'the colleague alone', [COLLEAGUE_HZ], [CUSTOMER_HZ, MUSIC_HZ]],
      [leo, 'the agent alone', [AGENT_HZ], [CUSTOMER_HZ, MUSIC_HZ]],
      [mia, 'music', [MUSIC_HZ], [AGENT_HZ, COLLEAGUE_HZ]],
    );
    for (const one of [ann, leo]) assert.deepEqual(await graveFindings(one.page), []);

    await ann.presses('X');
    await ann.seesParty('customer', 'talks-with-me');
    await leo.call.getByText('Ann Berg talks with the customer. You hear music.').waitFor();
    await hear(
      [ann, 'the customer alone', [CUSTOMER_HZ], [COLLEAGUE_HZ, MUSIC_HZ]],
      [leo, 'music', [MUSIC_HZ], [AGENT_HZ, CUSTOMER_HZ]],
      [mia, 'the agent alone', [AGENT_HZ], [COLLEAGUE_HZ, MUSIC_HZ]],
    );

    await ann.does('Conference');
    await ann.seesParty('customer', 'confers');
    await hear(
      [ann, 'both', [CUSTOMER_HZ, COLLEAGUE_HZ], [AGENT_HZ, MUSIC_HZ]],
      [leo, 'both', [CUSTOMER_HZ, AGENT_HZ], [COLLEAGUE_HZ, MUSIC_HZ]],
      [mia, 'both', [AGENT_HZ, COLLEAGUE_HZ], [CUSTOMER_HZ, MUSIC_HZ]],
    );
    await leo.does('Mute');
    await ann.call.getByRole('img', { name: 'Muted' }).waitFor();
    await mia.hears('the agent alone', [AGENT_HZ], [COLLEAGUE_HZ, MUSIC_HZ]);
    await leo.does('Unmute');

    await ann.presses('T');
    await ann.seesStatus('After-call-work');
    await ann.page.getByText(/^Leo Lin has the call with/).waitFor();
    await leo.page.getByText(/^Ann Berg handed you the call\./).waitFor();
    await hear(
      [leo, 'the customer alone', [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]],
      [mia, 'the colleague alone', [COLLEAGUE_HZ], [AGENT_HZ, MUSIC_HZ]],
    );
    await leo.talksForTwoSeconds();
    await leo.does('End');
    await mia.seesCallEnded('The call has ended.');
    await leo.seesStatus('After-call-work');
  }),

  play('vc15_a_colleague_declines_leaves_and_is_let_go', {}, async house => {
    const { ann, mia, leo } = await withLeo(house);
    await ann.consults('Leo Lin');
    await leo.declines();
    await ann.call.getByText(/^Leo Lin declined\. You are back with/).waitFor();
    await hear(
      [ann, 'the customer', [CUSTOMER_HZ], [MUSIC_HZ]],
      [mia, 'the agent', [AGENT_HZ], [MUSIC_HZ]],
    );

    await ann.consults('Leo Lin');
    await leo.answers();
    await leo.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await leo.does('Leave');
    await leo.page.getByText('Your colleague goes on alone.', { exact: false }).waitFor();
    await leo.seesStatus('Available');
    await ann.call.getByText(/^Leo Lin left the call\. You are back with/).waitFor();
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);

    await ann.consults('Leo Lin');
    await leo.prompt.waitFor();
    await ann.does('Cancel consult');
    await leo.page.getByText('Ann Berg asks you no more.').waitFor();
    await leo.prompt.waitFor({ state: 'detached' });
    await leo.seesStatus('Available');
    await ann.call.getByRole('button', { name: 'On Hold' }).waitFor();
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await mia.hangsUp();
    await ann.call.waitFor({ state: 'detached' });
  }),
];

/** Leo, whose voice is told from Ann's, beside the two who talk. */
async function withLeo(house) {
  const { ann, mia } = await talking(house);
  const leo = await house.agent(1, {}, 'colleagues');
  await leo.signsInForCalls();
  return { ann, mia, leo };
}

/** One after the other: listening costs sound. */
async function hear(...all) {
  for (const [who, what, wanted, unwanted] of all) await who.hears(what, wanted, unwanted);
}
