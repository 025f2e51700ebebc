/** What a play sets before anybody acts, as flags of the demo. */

/** @type {import('./plays.mjs').Sentence[]} */
export const FLAGS = [
  [/^Support rings (\d+)s$/, (_, seconds) => ({ ring: Number(seconds) })],
  [/^Support has (\d+)s after-call-work$/, (_, seconds) => ({ acw: Number(seconds) })],
  [/^Support has no after-call-work$/, () => ({ acw: 0 })],
  // The demo's Workshop.
  [/^Sales has Bob$/, () => ({})],
  [/^Support records$/, () => ({ recording: 'on' })],
  [/^Help answers by hand$/, () => ({ chat: 'manual' })],
];
