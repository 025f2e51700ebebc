/**
 * The journal's steps as a person reads them: what toggles is told as on and off, keys that follow one another are one
 * step, whoever pressed them, messages are left to the transcript.
 */

import type { TimelineRow } from '@rapport/live/wire';

export type TimelineStep = {
  readonly row: TimelineRow;
  readonly key: string;
  /** What was pressed, with a dot for each key that is masked. */
  readonly pressed?: string;
};

const MASKED = '•';

/** Each is off when a talk begins. */
const TOGGLES: Readonly<Record<string, readonly [on: string, off: string]>> = {
  'hold-changed': ['hold-started', 'hold-ended'],
  'mute-changed': ['muted', 'unmuted'],
  'agent-silence-changed': ['agent-silent', 'agent-back'],
};

export function timelineSteps(rows: readonly TimelineRow[]): readonly TimelineStep[] {
  const on = new Set<string>();
  const steps: TimelineStep[] = [];
  for (const row of rows) {
    if (row.what === 'message-added') continue;
    // Nobody arrived: it was a member who called.
    if (row.what === 'call-dialled' && steps.at(-1)?.key === 'contact-arrived') steps.pop();
    if (row.what === 'talk-started') on.clear();
    if (row.what === 'keys-sent' && steps.at(-1)?.key === 'keys-sent') continue;
    if (row.what === 'key-pressed') {
      const before = steps.at(-1);
      const follows = before?.key === 'key-pressed' ? steps.pop() : undefined;
      const pressed = (follows?.pressed ?? '') + (row.key ?? MASKED);
      steps.push({ row: follows?.row ?? row, key: row.what, pressed });
      continue;
    }
    steps.push({ row, key: toggled(row.what, on) });
  }
  return steps;
}

function toggled(what: string, on: Set<string>): string {
  const toggle = TOGGLES[what];
  if (!toggle) return what;
  const wasOn = on.delete(what);
  if (!wasOn) on.add(what);
  return toggle[wasOn ? 1 : 0];
}
