/** The law of the picture: folding changes leads where a fresh snapshot would be. */

import { describe, expect, it } from 'vitest';
import { apply } from './apply';
import { emptyPicture, ME } from './fake-server';
import type { CallView, MessageView, SessionView } from './wire';

const group = { id: 'g1', name: 'Sales' };
const call = (id: string): CallView => ({
  id,
  customer: { id: 'c1', name: 'Ada Park' },
  direction: 'inbound',
  dialled: '400 100',
  group,
  arrived: 1,
  state: { state: 'connecting' },
  recording: 'off',
});
const session = (id: string): SessionView => ({
  id,
  customer: { id: 'c2', name: 'Bo' },
  group,
  channel: 'Web',
  arrived: 1,
});
const message = (contact: string, sequence: number): MessageView => ({
  contact,
  id: `${contact}-${sequence}`,
  sequence,
  author: { author: 'customer' },
  text: 'Hello',
  at: 1,
});

describe('apply', () => {
  it('replaces a view of the same id and keeps the others', () => {
    const picture = { ...emptyPicture(), calls: [call('a'), call('b')] };
    const talking = { ...call('a'), state: { state: 'talking', since: 5, muted: true } as const };
    const after = apply(picture, { seq: 11, changes: [{ change: 'call', ...talking }] });
    expect(after.calls).toEqual([talking, call('b')]);
    expect(after.seq).toBe(11);
  });

  it('keeps calls and sessions in order of id', () => {
    const picture = { ...emptyPicture(), sessions: [session('b')] };
    const after = apply(picture, { seq: 11, changes: [{ change: 'session', ...session('a') }] });
    expect(after.sessions.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('dk13_a_message_is_added_once_and_in_sequence', () => {
    const changes = [message('s', 2), message('s', 1), message('s', 2)].map(
      one => ({ change: 'message', ...one }) as const,
    );
    const after = apply(emptyPicture(), { seq: 11, changes });
    expect(after.messages.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('takes the messages away with their contact', () => {
    const picture = {
      ...emptyPicture(),
      sessions: [session('s'), session('t')],
      messages: [message('s', 1), message('t', 1)],
    };
    const after = apply(picture, {
      seq: 11,
      changes: [{ change: 'contact-gone', contact: 's', why: 'ended' }],
    });
    expect(after.sessions).toEqual([session('t')]);
    expect(after.messages).toEqual([message('t', 1)]);
  });

  it('drops what a view no longer says', () => {
    const picture = { ...emptyPicture(), me: { ...ME, next: { to: 'busy' } as const } };
    const after = apply(picture, { seq: 11, changes: [{ change: 'me', ...ME }] });
    expect(after.me).toEqual(ME);
  });

  it('ignores changes older than the picture', () => {
    const picture = emptyPicture(10);
    const old = { seq: 9, changes: [{ change: 'me', ...ME, label: 'busy' } as const] };
    expect(apply(picture, old)).toBe(picture);
  });
});
