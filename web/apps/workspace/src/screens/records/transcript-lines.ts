/** What stands between the messages of a session: that its end was told, put off, and came (DK04), or that it was taken back (DK15). */

import type { MessageView, RecordRow, TimelineRow } from '@rapport/live/wire';

export type TranscriptLine =
  | { readonly kind: 'said'; readonly at: number; readonly message: MessageView }
  | { readonly kind: 'happened'; readonly at: number; readonly row: TimelineRow }
  | { readonly kind: 'timed-out'; readonly at: number };

const TOLD: readonly string[] = ['session-end-told', 'session-kept-open', 'session-taken-back'];

export function transcriptLines(
  messages: readonly MessageView[],
  timeline: readonly TimelineRow[],
  reason: RecordRow['end_reason'],
): readonly TranscriptLine[] {
  const said = messages.map(message => ({ kind: 'said', at: message.at, message }) as const);
  const happened = timeline.flatMap((row): readonly TranscriptLine[] => {
    if (TOLD.includes(row.what)) return [{ kind: 'happened', at: row.at, row }];
    const isOver = row.what === 'contact-ended' && reason === 'customer_timeout';
    return isOver ? [{ kind: 'timed-out', at: row.at }] : [];
  });
  // What was said at the same instant was said first.
  return [...said, ...happened].toSorted((a, b) => a.at - b.at);
}
