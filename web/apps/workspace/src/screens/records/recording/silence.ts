/** Where a player may jump to that leaves out silence. */

import type { RecordingPeaks } from '@rapport/live/wire';

/** Below this neither of the two says anything: the noise of a line. */
const SILENT_PEAK = 6;
/** A pause for thought is part of a talk. */
const LEFT_OUT_MS = 2_000;
/** The first syllable is heard whole. */
const LEAD_MS = 300;

/** Nothing if somebody speaks soon, or nobody ever again. */
export function nextSound(
  { customer, agent }: RecordingPeaks,
  length: number,
  at: number,
): number | undefined {
  const points = customer.length;
  if (points === 0 || length === 0) return undefined;
  const now = Math.floor((at / length) * points);
  const isLoud = (_: number, point: number) =>
    point >= now && Math.max(customer[point] ?? 0, agent[point] ?? 0) > SILENT_PEAK;
  const loud = customer.findIndex(isLoud);
  const to = (loud / points) * length - LEAD_MS;
  return loud >= 0 && to - at >= LEFT_OUT_MS ? to : undefined;
}
