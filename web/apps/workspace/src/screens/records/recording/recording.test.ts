/** What is marked on a recording, and how a player finds its way in it. */

import type { RecordingView, TimelineRow } from '@rapport/live/wire';
import { describe, expect, it } from 'vitest';
import { timelineSteps } from '../timeline-steps';
import { nextSound } from './silence';
import { marksOf, stretchesOf } from './spans';
import { ticks } from './ticks';

const recording: RecordingView = {
  id: 'r1',
  member: { id: 'm1', name: 'Ann' },
  started: 1_000,
  ready: true,
  length_ms: 10_000,
  complete: true,
  spans: [{ why: 'paused', from_ms: 6_000, to_ms: 7_000 }],
};
const steps = (...rows: [number, TimelineRow['what']][]) =>
  timelineSteps(rows.map(([at, what]) => ({ at, what })));

describe('what is marked', () => {
  it('is what happened while it ran', () => {
    const told = steps(
      [500, 'offer-made'],
      [1_000, 'recording-started'],
      [12_000, 'contact-ended'],
    );
    expect(marksOf(recording, told)).toMatchObject([{ at: 0, step: { key: 'recording-started' } }]);
  });

  it('holds and pauses are stretches, in their order', () => {
    const told = steps([2_000, 'hold-changed'], [4_000, 'hold-changed']);
    expect(stretchesOf(recording, told)).toEqual([
      { why: 'held', from: 1_000, to: 3_000 },
      { why: 'paused', from: 6_000, to: 7_000 },
    ]);
  });

  it('a hold that the end of the talk ended lasts to the end of the file', () => {
    const told = steps([9_000, 'hold-changed']);
    expect(stretchesOf(recording, told).at(-1)).toEqual({ why: 'held', from: 8_000, to: 10_000 });
  });
});

describe('leaving out silence', () => {
  const peaks = {
    customer: [90, 0, 0, 0, 0, 90, 0, 0, 0, 0],
    agent: [0, 0, 0, 0, 0, 0, 0, 3, 0, 0],
  };

  it('jumps to just before somebody speaks', () => {
    expect(nextSound(peaks, 10_000, 1_500)).toBe(4_700);
  });

  it('lets short pauses be, and stays where nobody speaks any more', () => {
    expect(nextSound(peaks, 10_000, 3_000)).toBeUndefined();
    expect(nextSound(peaks, 10_000, 500)).toBeUndefined();
    expect(nextSound(peaks, 10_000, 6_000)).toBeUndefined();
    expect(nextSound({ customer: [], agent: [] }, 0, 0)).toBeUndefined();
  });
});

describe('times', () => {
  it('are round, and few', () => {
    expect(ticks(4_500)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    expect(ticks(90_000)).toEqual([0, 30_000, 60_000, 90_000].filter(at => at <= 90_000));
    expect(ticks(10 * 3_600_000)).toHaveLength(6);
    expect(ticks(0)).toEqual([0]);
  });
});
