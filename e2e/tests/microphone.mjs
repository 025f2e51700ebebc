/** The microphone that is not given: the fix is shown, and it is enough to follow it. */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

/** The browser says no to everything without asking. */
const NOTHING = { permissions: [] };

export const plays = [
  play('u10_a_denied_microphone_shows_the_fix_and_recovers_without_reload', {}, async house => {
    const ann = await house.agent(0, NOTHING, 'wary');
    await ann.signsIn();
    await ann.button('Allow microphone').click();
    await ann.page.getByText('Your microphone is blocked by the browser.').waitFor();
    await ann.page.getByText('set Microphone to Allow, then check again').waitFor();
    await ann.page.context().grantPermissions(['microphone']);
    await ann.button('Check again').click();
    await ann.page.getByText('We can hear you.').waitFor();
    await ann.button('Online').click();
    await ann.seesStatus('Available');

    const mia = await house.customer('mia');
    await mia.calls();
    await ann.answers();
    await mia.hears('the agent', [AGENT_HZ], []);
    await ann.hears('the customer', [CUSTOMER_HZ], []);
  }),

  play('ac06_a_permission_taken_back_is_shown_and_heals_when_given_again', {}, async house => {
    const ann = await house.agent(0, { permissions: ['microphone'] }, 'wary');
    await ann.signsInForCalls();
    await ann.page.context().clearPermissions();
    await ann.page.getByText('Microphone blocked').waitFor();
    await ann.goes('Voice');
    // The server knows: no call is offered to an agent who could not be heard.
    await ann.page.getByText('the server has no sound from this browser').waitFor();
    await ann.page.context().grantPermissions(['microphone']);
    await ann.page.getByText('The next call of your groups rings here.').waitFor();
    assert.equal(await ann.page.getByText('Microphone blocked').count(), 0);
  }),

  play('vc50_microphone_and_speaker_are_changed_in_a_call_that_goes_on', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.page.evaluate(watchSinks);
    await ann.goes('Settings');
    await ann.page.getByRole('link', { name: 'Microphone and sound' }).click();
    const microphone = await another(ann.page.getByLabel('Microphone used'));
    await until('it speaks into the other microphone', async () => {
      const used = await ann.page.evaluate(() => window.rapportMicrophone());
      return used === microphone ? undefined : `it speaks into ${used}`;
    });
    await mia.hears('the agent by the other microphone', [AGENT_HZ], [MUSIC_HZ]);
    const speaker = await another(ann.page.getByLabel('Customers are heard on'));
    const ringer = await another(ann.page.getByLabel('Ringtone plays on'));
    await until('the customer is heard on the other speaker', async () => {
      const sinks = await ann.page.evaluate(() => window.rapportSinks);
      return sinks.includes(speaker) ? undefined : `on ${sinks}, not on ${speaker}`;
    });
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    await ann.seesStatus('In line');
    // What was chosen is for this computer and lasts.
    await ann.reload();
    await chosen(ann.page.getByLabel('Customers are heard on'), speaker);
    await chosen(ann.page.getByLabel('Ringtone plays on'), ringer);
    await mia.hears('the agent after a reload', [AGENT_HZ], [MUSIC_HZ]);
    await until('it is still the other microphone', async () => {
      const used = await ann.page.evaluate(() => window.rapportMicrophone());
      return used === microphone ? undefined : `it is ${used}`;
    });
  }),

  play('vc53_a_headset_that_is_switched_off_in_a_call_is_noticed', {}, async house => {
    const { ann, mia } = await talking(house);
    const perhaps = ann.page.getByText('Your microphone gives no sound.');
    await ann.page.getByRole('img', { name: 'Good connection' }).or(weak(ann)).waitFor();
    assert.equal(await perhaps.count(), 0);
    await ann.page.evaluate(() => window.rapportHeadset(false));
    await perhaps.waitFor();
    await mia.hears('nobody', [], [AGENT_HZ]);
    await ann.page.evaluate(() => window.rapportHeadset(true));
    await perhaps.waitFor({ state: 'detached' });
    await mia.hears('the agent', [AGENT_HZ], []);
    // Who is muted here is told that, and nothing else.
    await ann.does('Mute');
    await ann.page.evaluate(() => window.rapportHeadset(false));
    await ann.page.getByText('You are muted', { exact: true }).waitFor();
    assert.equal(await perhaps.count(), 0);
  }),

  play('c3_a_customer_without_a_microphone_is_told_and_can_call_again', {}, async house => {
    const mia = await house.customer('mia', NOTHING, 'wary');
    await mia.calls();
    await mia.page.getByText('The browser blocked the microphone.').waitFor();
    await mia.page.context().grantPermissions(['microphone']);
    await mia.page.getByRole('button', { name: 'Call again' }).click();
    await mia.seesCall('In the queue');
  }),
];

/** This machine's network is what it is: either sign is one. */
function weak(agent) {
  return agent.call.getByText(/^Weak connection/);
}

/** Chooses the last device of the list and gives its id. @param {import('playwright-core').Locator} select */
async function another(select) {
  await select.locator('option').nth(2).waitFor({ state: 'attached' });
  const id = await select.locator('option').last().getAttribute('value');
  await select.selectOption(id);
  return id;
}

/** The names of the devices come a little later than the page. */
function chosen(select, id) {
  return until('the choice is kept', async () => {
    const now = await select.inputValue();
    return now === id ? undefined : `it is ${now}`;
  });
}

/** A sound element that stands in no document can be asked for nothing. */
function watchSinks() {
  window.rapportSinks = [];
  const set = HTMLMediaElement.prototype.setSinkId;
  HTMLMediaElement.prototype.setSinkId = async function (id) {
    await set.call(this, id);
    window.rapportSinks.push(id);
  };
}
