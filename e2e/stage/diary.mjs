/**
 * A page's diary: when which frame came from the server, when the ringtone started and stopped, when the title
 * changed, and when prompt and notification came and went. Kept in the page, so that the way to the test costs no time in what is measured.
 */

/** To be given to `addInitScript`. */
export function keepDiary() {
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

  const start = AudioBufferSourceNode.prototype.start;
  const stop = AudioBufferSourceNode.prototype.stop;
  AudioBufferSourceNode.prototype.start = function (...settings) {
    start.apply(this, settings);
    // Whether it repeats is set after the start: only the ringtone does.
    queueMicrotask(() => this.loop && note('ringtone-starts'));
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

  let title = '';
  let prompt = false;
  new MutationObserver(() => {
    if (document.title !== title) note('title', { text: document.title });
    title = document.title;
    const shown = document.querySelector('section[aria-label="Incoming call"]') !== null;
    if (shown !== prompt) note(shown ? 'prompt-comes' : 'prompt-goes');
    prompt = shown;
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
