/** Where the ends by silence stand among what was written (DK04). */

import type { MessageView, TimelineRow } from '@rapport/live/wire';
import { describe, expect, it } from 'vitest';
import { transcriptLines } from './transcript-lines';

const said = (at: number): MessageView => ({
  contact: 'c1',
  id: `m${at}`,
  sequence: at,
  author: { author: 'customer' },
  text: 'Hello',
  at,
});

const row = (what: TimelineRow['what'], at: number): TimelineRow => ({ what, at });

describe('the lines of a transcript', () => {
  it('dk04 tells the end by silence where it came', () => {
    const timeline = [
      row('message-added', 1),
      row('session-end-told', 5),
      row('session-kept-open', 6),
      row('contact-ended', 9),
    ];
    const lines = transcriptLines([said(1), said(5)], timeline, 'customer_timeout');
    const told = lines.map(line => (line.kind === 'happened' ? line.row.what : line.kind));
    expect(told).toEqual(['said', 'said', 'session-end-told', 'session-kept-open', 'timed-out']);
  });

  it('leaves every other end to the timeline', () => {
    const lines = transcriptLines([said(1)], [row('contact-ended', 9)], 'ended_by_agent');
    expect(lines.map(line => line.kind)).toEqual(['said']);
  });
});
