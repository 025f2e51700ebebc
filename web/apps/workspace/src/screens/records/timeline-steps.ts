/** The journal's steps as a person reads them: what toggles is told as on and off, messages are left to the transcript. */

import type { TimelineRow } from '@rapport/live/wire';

export type TimelineStep = { readonly row: TimelineRow; readonly key: string };

/** Each is off when a talk begins. */
const TOGGLES: Readonly<Record<string, readonly [on: string, off: string]>> = {
  'hold-changed': ['hold-started', 'hold-ended'],
  'mute-changed': ['muted', 'unmuted'],
  'agent-silence-changed': ['agent-silent', 'agent-back'],
};

export function timelineSteps(rows: readonly TimelineRow[]): readonly TimelineStep[] {
  const on = new Set<string>();
  return rows
    .filter(({ what }) => what !== 'message-added')
    .map(row => {
      if (row.what === 'talk-started') on.clear();
      const toggle = TOGGLES[row.what];
      if (!toggle) return { row, key: row.what };
      const wasOn = on.delete(row.what);
      if (!wasOn) on.add(row.what);
      return { row, key: toggle[wasOn ? 1 : 0] };
    });
}
