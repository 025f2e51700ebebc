/** A call that outlasts its browser: reload, a closed window, another tab, a status chosen for afterwards. */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';

/** `cargo xtask soak returns` asks for more. */
const RETURNS = Number(process.env.RAPPORT_RETURNS ?? 3);

export const plays = [
  play('u08_a_reload_in_a_call_brings_the_sound_back', {}, async house => {
    const { ann, mia } = await talking(house);
    const began = performance.now();
    await ann.reload();
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    house.note(
      `both heard each other ${Math.round(performance.now() - began)} ms after the reload`,
    );
    await ann.seesStatus('In line');
    await mia.seesCall('Talking');
  }),

  play('vc51_mute_and_hold_outlast_a_reload', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.does('Mute');
    await mia.hears('nobody', [], [AGENT_HZ, MUSIC_HZ]);
    await ann.reload();
    await ann.call.getByRole('button', { name: 'Unmute' }).waitFor();
    await ann.hears('the customer', [CUSTOMER_HZ], []);
    await mia.hears('still nobody', [], [AGENT_HZ]);
    await ann.does('Unmute');
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.does('On Hold');
    await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await ann.reload();
    await ann.call.getByRole('button', { name: 'Cancel Hold' }).waitFor();
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await mia.hears('still music', [MUSIC_HZ], [AGENT_HZ]);
  }),

  play('vc51_a_lost_agent_means_music_and_comes_back_into_the_call', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.page.goto('about:blank');
    const music = await mia.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    house.note(`music ${(music / 1000).toFixed(1)} s after the browser was gone`);
    await ann.page.goto(house.rapport.url);
    const back = await mia.hears('the agent again', [AGENT_HZ], [MUSIC_HZ]);
    house.note(`the agent is heard ${(back / 1000).toFixed(1)} s after the return`);
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await ann.seesStatus('In line');
  }),

  play('vc51_reloads_and_crashed_tabs_leave_one_call_and_one_record', {}, async house => {
    const { ann, mia } = await talking(house);
    let tab = ann;
    for (let nth = 1; nth <= RETURNS; nth += 1) {
      const { page } = tab;
      await page.reload();
      await bothHear(house, `reload ${nth}`, tab, mia);
      await crash(page);
      tab = await house.secondTab(tab);
      await page.close();
      await bothHear(house, `crash ${nth}`, tab, mia);
    }
    await tab.seesStatus('In line');
    await mia.seesCall('Talking');
    await tab.does('End');
    await tab.seesStatus('After-call-work');
    const { timeline } = await tab.newestRecord();
    assert.equal(await tab.page.getByRole('link', { name: /^Open the record/ }).count(), 1);
    assert.equal(timeline.filter(step => /^Talk with .* began$/.test(step)).length, 1);
  }),

  play('u09_vc52_another_tab_mirrors_the_call_and_can_take_the_voice_over', {}, async house => {
    const { ann, mia } = await talking(house);
    const tab = await house.secondTab(ann);
    await tab.call.getByText('Time in call').first().waitFor();
    await tab.does('Mute');
    await ann.call.getByRole('button', { name: 'Unmute' }).waitFor();
    await mia.hears('nobody', [], [AGENT_HZ]);
    await ann.does('Unmute');
    await mia.hears('the agent', [AGENT_HZ], []);
    await tab.button('Use here').click();
    await tab.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
  }),

  play('vc52_another_computer_takes_the_voice_and_gives_it_back', {}, async house => {
    const { ann, mia } = await talking(house);
    const home = await house.secondComputer(ann);
    await home.signsIn();
    await home.page.getByText('We can hear you.').waitFor();
    await home.button('Done').click();
    await home.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.page.getByText('You are signed in elsewhere too').waitFor();
    await ann.button('Use here').click();
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await home.page.getByText('You are signed in elsewhere too').waitFor();
  }),

  play('u12_st05_in_line_a_status_is_kept_for_afterwards', { acw: 3 }, async house => {
    const { ann } = await talking(house);
    await ann.chooses(/^Busy/);
    await ann.seesNextStatus('Busy');
    await ann.seesStatus('In line');
    await ann.talksForTwoSeconds();
    await ann.does('End');
    await ann.passesThroughWork(3, 'Busy');
    await ann.seesStatus('Busy');
    await ann.seesNoNextStatus();
  }),
];

/** VC51 asks for 3 s; how long it took is told, what is judged is that it comes back. */
async function bothHear(house, after, agent, customer) {
  const began = performance.now();
  await agent.hears(`the customer after ${after}`, [CUSTOMER_HZ], [MUSIC_HZ]);
  await customer.hears(`the agent after ${after}`, [AGENT_HZ], [MUSIC_HZ]);
  house.note(`${after}: both heard each other after ${Math.round(performance.now() - began)} ms`);
}

/** The page's process dies, as it does when memory is short. @param {import('playwright-core').Page} page */
async function crash(page) {
  const crashed = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  // It is never answered.
  void devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}
