/** The stretches of a recording that are marked on its picture, and where the steps of the timeline fall in it. */

import type { RecordingView } from '@rapport/live/wire';
import type { TimelineStep } from '../timeline-steps';

export type Stretch = {
  readonly why: 'paused' | 'lost' | 'held';
  readonly from: number;
  readonly to: number;
};

export type Mark = { readonly step: TimelineStep; readonly at: number };

/** Where in the recording something happened; nothing where it was before or after. */
export function placeIn({ started, length_ms }: RecordingView, at: number): number | undefined {
  const place = at - started;
  return place >= 0 && place <= length_ms ? place : undefined;
}

export function marksOf(recording: RecordingView, steps: readonly TimelineStep[]): readonly Mark[] {
  return steps.flatMap(step => {
    const at = placeIn(recording, step.row.at);
    return at === undefined ? [] : [{ step, at }];
  });
}

/** What the file says of itself, and W22: when the customer was on hold. */
export function stretchesOf(
  recording: RecordingView,
  steps: readonly TimelineStep[],
): readonly Stretch[] {
  const silent = recording.spans.map(({ why, from_ms, to_ms }) => ({
    why: why === 'paused' ? ('paused' as const) : ('lost' as const),
    from: from_ms,
    to: to_ms,
  }));
  return [...silent, ...holds(recording, steps)].toSorted((a, b) => a.from - b.from);
}

function holds(recording: RecordingView, steps: readonly TimelineStep[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let since: number | undefined;
  for (const { step, at } of marksOf(recording, steps)) {
    if (step.key === 'hold-started') since = at;
    if (step.key === 'hold-ended' && since !== undefined) {
      found.push({ why: 'held', from: since, to: at });
      since = undefined;
    }
  }
  // A talk can end on hold.
  if (since !== undefined) found.push({ why: 'held', from: since, to: recording.length_ms });
  return found;
}
