/**
 * Waiting: looks again and again until nothing is missing any more. A time-out says what was waited for and what was
 * still missing at the last look.
 */

/** Long, because a slow machine is no defect; what must be quick is measured and said. */
export const PATIENCE_MS = 15_000;
const POLL_MS = 60;

/**
 * `whyNot` gives the reason why it is not so yet, and nothing once it is.
 *
 * @param {string} what
 * @param {() => string | undefined | Promise<string | undefined>} whyNot
 * @param {number} [withinMs]
 * @returns {Promise<number>} how long it took
 */
export async function until(what, whyNot, withinMs = PATIENCE_MS) {
  const began = performance.now();
  for (;;) {
    const why = await whyNot();
    const took = performance.now() - began;
    if (why === undefined) return took;
    if (took > withinMs) throw new Error(`${what}: not after ${Math.round(took)} ms, ${why}`);
    await new Promise(rested => setTimeout(rested, POLL_MS));
  }
}
