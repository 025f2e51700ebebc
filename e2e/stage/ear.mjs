/**
 * What a page hears: the decoded samples of the far end, taken from the track itself, and how loud single tones are in
 * them. One half runs in the page and is there before the app loads; the other asks it.
 */

/** Tones of the stage and of the server's own prompts, in Hz. */
export const CUSTOMER_HZ = 440;
export const AGENT_HZ = 880;
/** Of an agent who is to be told from the other. */
export const COLLEAGUE_HZ = 760;
/** The root of the hold and queue music, which sounds through the whole loop. */
export const MUSIC_HZ = 523.125;
export const GREETING_HZ = 587.5;

const TONES = [CUSTOMER_HZ, AGENT_HZ, COLLEAGUE_HZ, MUSIC_HZ, GREETING_HZ];
/** Below full scale. A tone of the stage arrives at about −6 dB. */
const HEARD_DB = -30;
const UNHEARD_DB = -55;

export const NAMES = new Map([
  [CUSTOMER_HZ, 'the customer'],
  [AGENT_HZ, 'the agent'],
  [COLLEAGUE_HZ, 'the colleague'],
  [MUSIC_HZ, 'music'],
  [GREETING_HZ, 'the greeting'],
]);

/** To be given to `addInitScript`. */
export function growEar() {
  const KEPT_MS = 3_000;
  const heard = [];
  const Peer = window.RTCPeerConnection;

  async function listen(track) {
    const { readable } = new MediaStreamTrackProcessor({ track });
    const reader = readable.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      // The rate may change from chunk to chunk.
      const now = performance.now();
      heard.push({ track, at: now, rate: value.sampleRate, samples });
      value.close();
      while (heard[0].at < now - KEPT_MS) heard.shift();
    }
  }

  window.RTCPeerConnection = class extends Peer {
    constructor(...settings) {
      super(...settings);
      window.rapportPeer = this;
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'audio') void listen(track);
      });
    }
  };

  /** Goertzel over a Hann window; a sine of amplitude 1 is 0 dB. */
  function level(samples, rate, hz) {
    const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
    let [one, two, weights] = [0, 0, 0];
    for (let at = 0; at < samples.length; at += 1) {
      const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / samples.length);
      weights += weight;
      [one, two] = [samples[at] * weight + turn * one - two, one];
    }
    const power = Math.max(0, one * one + two * two - turn * one * two);
    return Math.max(-120, 20 * Math.log10((2 * Math.sqrt(power)) / weights));
  }

  /** The levels in what came in the last `ms`, or why there are none. */
  window.rapportEar = (tones, ms) => {
    const last = heard.at(-1);
    if (!last) return { why: 'no sound has arrived' };
    const since = performance.now() - ms;
    const recent = heard.filter(
      ({ track, at, rate }) => track === last.track && rate === last.rate && at >= since,
    );
    const count = recent.reduce((sum, { samples }) => sum + samples.length, 0);
    const haveMs = (1000 * count) / last.rate;
    if (haveMs < ms * 0.7) return { why: `only ${Math.round(haveMs)} of ${ms} ms have arrived` };
    const samples = new Float32Array(count);
    let at = 0;
    for (const part of recent) {
      samples.set(part.samples, at);
      at += part.samples.length;
    }
    return { levels: tones.map(hz => level(samples, last.rate, hz)) };
  };
}

/**
 * As `addInitScript` too: a pure tone is what noise suppression and echo cancellation are made to take away. And the
 * microphone gets a switch, as a headset has one on its cable, `rapportHeadset(false)`, and says which it is.
 */
export function rawMicrophone() {
  const media = navigator.mediaDevices;
  if (!media) return;
  const ask = media.getUserMedia.bind(media);
  const RAW = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const tracks = [];
  window.rapportHeadset = on => {
    for (const track of tracks) track.enabled = on;
  };
  const live = () => tracks.findLast(track => track.readyState === 'live');
  window.rapportMicrophone = () => live()?.getSettings().deviceId;
  media.getUserMedia = async wishes => {
    const stream = await ask(
      wishes?.audio
        ? { ...wishes, audio: { ...(wishes.audio === true ? {} : wishes.audio), ...RAW } }
        : wishes,
    );
    tracks.push(...stream.getAudioTracks());
    return stream;
  };
}

/**
 * The loudness of the stage's tones at this page.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<{ why: string } | { levels: Map<number, number> }>}
 */
export async function levels(page, ms = 400) {
  const told = await page.evaluate(([tones, span]) => window.rapportEar(tones, span), [TONES, ms]);
  if (told.why) return { why: told.why };
  return { levels: new Map(TONES.map((hz, index) => [hz, told.levels[index]])) };
}

/**
 * Why this page does not hear exactly that: every tone of `wanted`, and none of `unwanted`.
 *
 * @param {import('playwright-core').Page} page
 * @param {number[]} wanted
 * @param {number[]} unwanted
 */
export async function whyNotHeard(page, wanted, unwanted) {
  const told = await levels(page);
  if ('why' in told) return told.why;
  const wrong = [
    ...wanted.filter(hz => told.levels.get(hz) < HEARD_DB),
    ...unwanted.filter(hz => told.levels.get(hz) > UNHEARD_DB),
  ];
  return wrong.length > 0 ? inWords(told.levels) : undefined;
}

/** @param {Map<number, number>} heard */
export function inWords(heard) {
  return [...heard].map(([hz, db]) => `${NAMES.get(hz)} ${db.toFixed(0)} dB`).join(', ');
}
