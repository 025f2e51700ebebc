/** The times written under a recording: round ones, and no more than there is room for. */

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];
const TICKS_MAX = 6;

export function ticks(length: number): readonly number[] {
  const seconds = STEPS_S.find(step => length / (step * 1_000) < TICKS_MAX) ?? 7_200;
  const step = seconds * 1_000;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, nth) => nth * step);
}
