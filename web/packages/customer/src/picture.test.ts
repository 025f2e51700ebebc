/**
 * The law of the live picture: old snapshot + changes = new snapshot.
 */

import { describe, expect, it } from 'vitest';
import { EMPTY, fold, fromSnapshot, running } from './picture';
import type { CustomerMessage, CustomerSession } from './wire';

const waiting: CustomerSession = { id: 's1', state: { state: 'waiting', place: 2 } };
const open: CustomerSession = { id: 's1', state: { state: 'open', agent: 'Li' } };
const first: CustomerMessage = {
  id: 'm1',
  sequence: 1,
  author: { author: 'you' },
  text: 'Hello',
  at: 10,
};
const second: CustomerMessage = {
  id: 'm2',
  sequence: 2,
  author: { author: 'agent', name: 'Li' },
  text: 'Good day',
  at: 20,
};

describe('picture', () => {
  it('becomes the next snapshot by its changes', () => {
    const old = fromSnapshot({ seq: 4, session: waiting, messages: [first], call: undefined });
    const next = fold(old, {
      seq: 9,
      changes: [
        { change: 'session', session: open },
        { change: 'message', message: second },
        { change: 'call', call: { id: 'c1', state: 'greeting' } },
      ],
    });
    expect(next).toEqual(
      fromSnapshot({
        seq: 9,
        session: open,
        messages: [first, second],
        call: { id: 'c1', state: 'greeting' },
      }),
    );
  });

  it('leaves out a batch that it has folded in already', () => {
    const picture = fromSnapshot({ seq: 9, session: open, messages: [first], call: undefined });
    const late = { seq: 8, changes: [{ change: 'session', session: waiting } as const] };
    expect(fold(picture, late)).toBe(picture);
  });

  it('dk13 shows a message once and in the order of the server', () => {
    const picture = fold(EMPTY, {
      seq: 1,
      changes: [
        { change: 'session', session: open },
        { change: 'message', message: second },
        { change: 'message', message: first },
        { change: 'message', message: second },
      ],
    });
    expect(picture.messages.map(message => message.id)).toEqual(['m1', 'm2']);
  });

  it('starts a new transcript with a new session', () => {
    const old = fromSnapshot({ seq: 1, session: open, messages: [first], call: undefined });
    const next = fold(old, {
      seq: 2,
      changes: [{ change: 'session', session: { id: 's2', state: waiting.state } }],
    });
    expect(next.messages).toEqual([]);
  });

  it('calls a session running until it has ended', () => {
    const ended: CustomerSession = { id: 's1', state: { state: 'ended', why: 'timeout' } };
    expect(running({ ...EMPTY, session: open })).toBe(open);
    expect(running({ ...EMPTY, session: ended })).toBeUndefined();
  });
});
