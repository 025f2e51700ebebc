/** The microphone that is not given: the fix is shown, and it is enough to follow it. */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { graveFindings } from '../stage/axe.mjs';
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

  play('vc50_a_headset_is_unplugged_in_a_call_and_plugged_in_again', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.page.evaluate(watchSinks);
    await ann.page.evaluate(haveSockets);
    await ann.goes('Settings');
    await ann.page.getByRole('link', { name: 'Microphone and sound' }).click();
    const microphones = ann.page.getByLabel('Microphone used');
    const speakers = ann.page.getByLabel('Customers are heard on');
    const [headset, speaker] = [await another(microphones), await another(speakers)];
    await speaksInto(ann, headset);
    await ann.page.evaluate(ids => window.rapportUnplugs(ids), [headset, speaker]);
    await ann.page.getByText('Your microphone was unplugged.', { exact: false }).waitFor();
    await mia.hears('the agent by what is left', [AGENT_HZ], [MUSIC_HZ]);
    await ann.hears('the customer', [CUSTOMER_HZ], [MUSIC_HZ]);
    // The choice is not forgotten, and the page says why it is not followed.
    for (const select of [microphones, speakers]) {
      await select.locator('option', { hasText: 'Your choice, not plugged in' }).waitFor({
        state: 'attached',
      });
    }
    assert.deepEqual(await graveFindings(ann.page), []);
    const before = await ann.page.evaluate(() => window.rapportSinks.length);
    await ann.page.evaluate(() => window.rapportUnplugs([]));
    await ann.page.getByText('Your microphone is back', { exact: false }).waitFor();
    await speaksInto(ann, headset);
    await until('the customer is heard on the speaker that is back', async () => {
      const sinks = await ann.page.evaluate(() => window.rapportSinks);
      return sinks.slice(before).includes(speaker) ? undefined : `on ${sinks.slice(before)}`;
    });
    await mia.hears('the agent by the headset', [AGENT_HZ], [MUSIC_HZ]);
    await ann.seesStatus('In line');
  }),

  play('vc50_each_device_is_tried_where_it_is_chosen', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.page.evaluate(watchSinks);
    await ann.goes('Settings');
    await ann.page.getByRole('link', { name: 'Microphone and sound' }).click();
    await ann.page.getByText('We can hear you.').waitFor();
    const speaker = await another(ann.page.getByLabel('Customers are heard on'));
    await ann.button('Record 3 seconds').click();
    await ann.page.getByText('Playing back…').waitFor();
    await until('it plays back on the speaker that was chosen', async () => {
      const sinks = await ann.page.evaluate(() => window.rapportSinks);
      const times = sinks.filter(id => id === speaker).length;
      return times > 1 ? undefined : `on ${sinks}`;
    });
    await ann.button('Play ringtone').click();
    await ann.button('Stop').click();
    await mia.hears('the agent', [AGENT_HZ], [MUSIC_HZ]);
    await ann.seesStatus('In line');
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

  play('vc53_a_microphone_that_gave_no_sound_stands_on_the_record', {}, async house => {
    const { ann, mia } = await talking(house);
    await ann.page.evaluate(() => window.rapportHeadset(false));
    await ann.page.getByText('Your microphone gives no sound.').waitFor();
    await mia.hears('nobody', [], [AGENT_HZ]);
    // The server believes it after some seconds.
    await ann.talksOnForSeconds(10);
    await ann.does('End');
    await ann.call.waitFor({ state: 'detached' });
    const { drawer } = await ann.newestRecord();
    const quality = ann.page.getByRole('heading', { name: 'Sound quality' });
    const part = drawer.locator('section').filter({ has: quality }).last();
    const silence = part.getByRole('listitem').filter({ hasText: 'No sound from the microphone' });
    await silence.filter({ hasText: 'Ann Berg' }).first().waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
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

/** @param {import('../pages/agent-page.mjs').AgentPage} agent */
function speaksInto(agent, microphone) {
  return until('it speaks into that microphone', async () => {
    const used = await agent.page.evaluate(() => window.rapportMicrophone());
    return used === microphone ? undefined : `it speaks into ${used}`;
  });
}

/** Chromium's devices cannot be pulled out: `rapportUnplugs` hides those, and ends what comes from them. */
function haveSockets() {
  const media = navigator.mediaDevices;
  const [list, ask] = [media.enumerateDevices.bind(media), media.getUserMedia.bind(media)];
  const set = HTMLMediaElement.prototype.setSinkId;
  const tracks = [];
  let gone = [];
  window.rapportUnplugs = ids => {
    gone = ids;
    for (const track of tracks) {
      if (track.readyState !== 'live' || !gone.includes(track.getSettings().deviceId)) continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    media.dispatchEvent(new Event('devicechange'));
  };
  media.enumerateDevices = async () => (await list()).filter(each => !gone.includes(each.deviceId));
  media.getUserMedia = async wishes => {
    if (gone.includes(wishes.audio?.deviceId?.exact)) {
      throw new DOMException('unplugged', 'OverconstrainedError');
    }
    const stream = await ask(wishes);
    tracks.push(...stream.getAudioTracks());
    return stream;
  };
  HTMLMediaElement.prototype.setSinkId = async function (id) {
    if (gone.includes(id)) throw new DOMException('unplugged', 'NotFoundError');
    await set.call(this, id);
  };
}
