/** How long to wait before the next attempt to connect: 0.5 s doubling to 30 s, spread so that no storm forms (F61). */

const FIRST_MS = 500;
const LAST_MS = 30_000;

/** `attempt` counts from 0; `random` is in [0, 1). The wait lies between half of the step and the whole of it. */
export function backoffMs(attempt: number, random: number): number {
  const step = Math.min(LAST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(step / 2 + (step / 2) * random);
}
