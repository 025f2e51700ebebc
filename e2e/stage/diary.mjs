/**
 * A page's diary: when which frame came from the server, when the ringtone started and stopped, when the title and the
 * status changed, what the after-call work said, and when prompt and notification came and went. Kept in the page, so
 * that the way to the test costs no time in what is measured, and what passes by itself is known however late one asks.
 */

/** To be given to `addInitScript`. */
export function keepDiary() {
  const WORK = 'section[aria-label="After-call work"]';
  const entries = [];
  window.rapportDiary = entries;
  // Clocks of different pages of one machine can be compared in this form.
  const note = (what, more) =>
    entries.push({ at: performance.timeOrigin + performance.now(), what, ...more });

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...settings) {
      super(...settings);
      this.addEventListener('message', ({ data }) => note('frame', { text: String(data) }));
    }
  };

  /** By how often it crosses zero while it is loudest: a ringtone is struck like a bell, note by note. */
  function loudestPitch(buffer) {
    const samples = buffer.getChannelData(0);
    const span = Math.floor(buffer.sampleRate / 20);
    let [loudest, pitch] = [0, 0];
    for (let from = 0; from + span < samples.length; from += span) {
      let [power, crossings] = [0, 0];
      for (let at = from + 1; at < from + span; at += 1) {
        power += samples[at] ** 2;
        if (samples[at - 1] < 0 && samples[at] >= 0) crossings += 1;
      }
      if (power > loudest) [loudest, pitch] = [power, crossings * 20];
    }
    return `${pitch} Hz`;
  }

  const start = AudioBufferSourceNode.prototype.start;
  const stop = AudioBufferSourceNode.prototype.stop;
  AudioBufferSourceNode.prototype.start = function (...settings) {
    start.apply(this, settings);
    // Whether it repeats is set after the start: only the ringtone does.
    queueMicrotask(() => this.loop && note('ringtone-starts', { text: loudestPitch(this.buffer) }));
  };
  AudioBufferSourceNode.prototype.stop = function (...settings) {
    if (this.loop) note('ringtone-stops');
    stop.apply(this, settings);
  };

  if ('Notification' in window) {
    const Notice = window.Notification;
    window.Notification = class extends Notice {
      constructor(words, settings) {
        super(words, settings);
        note('notice-shows', { text: words });
      }
      close() {
        note('notice-closes');
        super.close();
      }
    };
  }

  const WORDS = new Map([
    ['title', () => document.title],
    ['status', () => document.querySelector('header button > :has(> .sr-only)')?.textContent],
    ['after-call-work', () => document.querySelector(`${WORK} p.digits`)?.textContent],
  ]);
  const shown = new Map();
  let prompt = false;
  new MutationObserver(() => {
    for (const [what, read] of WORDS) {
      const text = read();
      if (text && text !== shown.get(what)) note(what, { text });
      shown.set(what, text);
    }
    const prompted = document.querySelector('section[aria-label="Incoming call"]') !== null;
    if (prompted !== prompt) note(prompted ? 'prompt-comes' : 'prompt-goes');
    prompt = prompted;
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
}

/**
 * @typedef {{ at: number, what: string, text?: string }} Entry
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Entry[]>}
 */
export function diary(page) {
  return page.evaluate(() => window.rapportDiary);
}
