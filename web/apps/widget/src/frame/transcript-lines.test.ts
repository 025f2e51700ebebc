/**
 * The transcript's order, runs and ticks.
 */

import type { CustomerMessage } from '@rapport/customer/wire';
import { describe, expect, it } from 'vitest';
import { transcriptLines } from './transcript-lines';
import { allSeen, readSeen, unreadCount, writeSeen } from './unread';

function said(sequence: number, agent: string | undefined, at = sequence): CustomerMessage {
  const author = agent ? ({ author: 'agent', name: agent } as const) : ({ author: 'you' } as const);
  return { id: `m${sequence}`, sequence, author, text: '', at };
}

describe('transcript', () => {
  it('runs one author until another speaks or three minutes pass', () => {
    const lines = transcriptLines(
      [said(1, undefined), said(2, 'Li'), said(3, 'Li'), said(4, 'Li', 200_000)],
      [],
    );
    expect(lines.map(line => line.opens)).toEqual([true, true, false, true]);
    expect(lines.map(line => line.closes)).toEqual([true, false, true, true]);
  });

  it('puts what is not confirmed yet at the end, with its stage', () => {
    const entry = {
      message: 'u',
      cmdId: 'c',
      contact: 's',
      text: 'Hm',
      at: 9,
      problem: undefined,
    };
    const stages = (['queued', 'sent', 'accepted', 'failed'] as const).map(stage => ({
      ...entry,
      stage,
    }));
    const lines = transcriptLines([said(1, 'Li')], stages);
    expect(lines.map(line => line.stage)).toEqual(['sent', 'sending', 'sending', 'sent', 'failed']);
  });
});

describe('unread', () => {
  const picture = {
    seq: 1,
    session: { id: 's1', state: { state: 'open', agent: 'Li' } as const },
    messages: [said(1, undefined), said(2, 'Li'), said(3, 'Li')],
    call: undefined,
  };

  it("counts the agent's messages since the last one seen in this session", () => {
    expect(unreadCount(picture, undefined)).toBe(2);
    expect(unreadCount(picture, { session: 's1', sequence: 2 })).toBe(1);
    expect(unreadCount(picture, { session: 's0', sequence: 9 })).toBe(2);
    expect(unreadCount(picture, allSeen(picture))).toBe(0);
  });

  it('remembers what was seen as text', () => {
    expect(readSeen(writeSeen({ session: 's1', sequence: 3 }))).toEqual({
      session: 's1',
      sequence: 3,
    });
    expect(readSeen(null)).toBeUndefined();
  });
});
