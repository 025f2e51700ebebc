/** What is kept of a call: said while it runs, paused by the agent, and heard again from the record. */

import assert from 'node:assert/strict';
import { talking } from '../pages/talking.mjs';
import { AGENT_HZ, CUSTOMER_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

/** Each side stands in its own channel; what leaks is at least this far below. */
const APART_DB = 40;

export const plays = [
  play(
    'vc40_the_call_bar_says_what_is_recorded_and_pauses_it',
    { recording: 'on' },
    async house => {
      const { ann } = await talking(house);
      const sign = ann.call.getByRole('status');
      await sign.filter({ hasText: /^Recording$/ }).waitFor();
      await ann.does('Pause recording');
      const paused = sign.filter({ hasText: 'Recording paused' });
      await paused.waitFor();
      const left = async () => {
        const [, min, sec] = /(\d):(\d\d)$/.exec(await paused.innerText()) ?? [];
        return Number(min) * 60 + Number(sec);
      };
      const first = await left();
      assert.ok(first > 100 && first <= 121, `two minutes at most: ${first} s`);
      await until('the pause counts down', async () => {
        const now = await left();
        return now < first ? undefined : `it shows ${now}`;
      });
      await ann.presses('P');
      await sign.filter({ hasText: /^Recording$/ }).waitFor();
      await paused.waitFor({ state: 'detached' });
    },
  ),

  play(
    'w22_a_recorded_call_is_heard_again_each_side_in_its_channel',
    { recording: 'on' },
    async house => {
      const { ann, mia } = await talking(house);
      await ann.talksForSeconds(4);
      await ann.does('On Hold');
      await mia.seesCall('On hold');
      await ann.does('Cancel Hold');
      await mia.seesCall('Talking');
      await ann.does('End');
      const player = await recorded(ann);
      await player.plays();
      const heard = await channels(ann.page);
      house.note(`left ${heard.left}, right ${heard.right} dB, customer and agent`);
      assert.ok(heard.left[0] - heard.left[1] >= APART_DB, 'the customer is on the left');
      assert.ok(heard.right[1] - heard.right[0] >= APART_DB, 'the agent is on the right');
    },
  ),

  play(
    'w22_a_recording_is_gone_through_by_key_by_click_and_by_its_timeline',
    { recording: 'on' },
    async house => {
      const { ann } = await talking(house);
      await ann.talksForSeconds(4);
      await ann.does('On Hold');
      await ann.call.getByRole('button', { name: 'Cancel Hold' }).waitFor();
      // Long enough to be in the recording: its last moments may lie before the hold of a call that ends at once.
      await ann.talksOnForSeconds(2);
      await ann.does('End');
      const player = await recorded(ann);
      const length = await player.length();
      assert.ok(length >= 4_000, `${length} ms`);
      await ann.tabsTo(player.slider);
      await ann.page.keyboard.press('End');
      await player.isAt(length);
      await ann.page.keyboard.press('Home');
      await player.isAt(0);
      const box = await player.slider.boundingBox();
      await ann.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await player.isAt(length / 2, length / 20);
      // It is short: a slow machine must not find it at its end.
      await player.sound(audio => {
        audio.loop = true;
      });
      await player.drawer.getByLabel('Speed').selectOption({ label: '2×' });
      await ann.page.keyboard.press('Tab');
      await player.plays();
      assert.equal(await player.sound(audio => audio.playbackRate), 2);
      await player.drawer.getByRole('button', { name: 'Pause', exact: true }).click();
      await player.drawer.getByText(/^On hold \d+:\d\d–/).waitFor();
      // The step says where it is in the recording, and leads there.
      const hold = player.drawer.getByRole('listitem').filter({ hasText: 'Put on hold' });
      await hold.getByRole('button', { name: /^Play from \d/ }).click();
      await until('it plays', () => player.whyStill());
    },
  ),
];

/** The player of the newest record, once the file is made. */
async function recorded(ann) {
  const { drawer } = await ann.newestRecord();
  const slider = drawer.getByRole('slider', { name: 'Place in the recording' });
  await slider.waitFor();
  const sound = read => drawer.locator('audio').evaluate(read);
  const place = async () => Number(await slider.inputValue());
  const whyStill = async () => {
    const paused = await sound(audio => audio.paused || audio.currentTime === 0);
    return paused ? 'it stands still' : undefined;
  };
  return {
    drawer,
    slider,
    sound,
    whyStill,
    length: async () => Number(await slider.getAttribute('max')),
    async plays() {
      await drawer.getByRole('button', { name: 'Play', exact: true }).click();
      await until('it plays', whyStill);
    },
    isAt: (wanted, slack = 1) =>
      until(`the player is at ${wanted} ms`, async () => {
        const now = await place();
        return Math.abs(now - wanted) <= slack ? undefined : `it is at ${now}`;
      }),
  };
}

/** How loud both tones are on the left and on the right of what plays, in dB. */
function channels(page) {
  return page.evaluate(
    async ([customer, agent]) => {
      const audio = document.querySelector('audio');
      const context = new AudioContext({ sampleRate: 48_000 });
      await context.resume();
      const splitter = context.createChannelSplitter(2);
      context.createMediaElementSource(audio).connect(splitter);
      const analysers = [0, 1].map(side => {
        const analyser = context.createAnalyser();
        analyser.fftSize = 8_192;
        analyser.smoothingTimeConstant = 0;
        splitter.connect(analyser, side);
        return analyser;
      });
      audio.currentTime = 1;
      await audio.play();
      while (audio.currentTime < 1.8) await new Promise(next => setTimeout(next, 50));
      const levels = analysers.map(analyser => {
        const bins = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(bins);
        const at = hz => Math.round((hz * analyser.fftSize) / context.sampleRate);
        const loudest = hz => Math.max(...bins.slice(at(hz) - 1, at(hz) + 2));
        return [customer, agent].map(hz => Math.max(-120, Math.round(loudest(hz))));
      });
      await context.close();
      return { left: levels[0], right: levels[1] };
    },
    [CUSTOMER_HZ, AGENT_HZ],
  );
}
