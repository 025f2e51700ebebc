/**
 * Reading what the server sends: the contract's own JSON, and everything that is not it.
 */

import { describe, expect, it } from 'vitest';
import { readFrame, readWidgetConfig } from './read-frame';

describe('reading a frame', () => {
  it('takes a snapshot as the server writes it', () => {
    const frame = readFrame(
      JSON.stringify({
        type: 'snapshot',
        seq: 7,
        session: { id: 's', state: { state: 'open', agent: 'Li' } },
        messages: [
          { id: 'm', sequence: 1, author: { author: 'agent', name: 'Li' }, text: 'Hi', at: 5 },
        ],
      }),
    );
    expect(frame).toEqual({
      type: 'snapshot',
      snapshot: {
        seq: 7,
        session: { id: 's', state: { state: 'open', agent: 'Li' } },
        messages: [
          { id: 'm', sequence: 1, author: { author: 'agent', name: 'Li' }, text: 'Hi', at: 5 },
        ],
        call: undefined,
      },
    });
  });

  it('leaves out changes of a kind it does not know', () => {
    const frame = readFrame(
      JSON.stringify({
        type: 'changes',
        seq: 2,
        changes: [
          { change: 'rating', stars: 5 },
          { change: 'call', id: 'c', state: 'on-hold' },
        ],
      }),
    );
    expect(frame).toEqual({
      type: 'changes',
      changes: { seq: 2, changes: [{ change: 'call', call: { id: 'c', state: 'on-hold' } }] },
    });
  });

  it('takes an answer with a problem that it cannot read as a refusal', () => {
    const frame = readFrame(JSON.stringify({ type: 'answer', cmd_id: 'x', problem: 'no' }));
    expect(frame).toMatchObject({ type: 'answer', answer: { problem: { code: 'unknown' } } });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"type":"party"}',
    '{"type":"hello","protocol":"1","now":0}',
    '{"type":"snapshot","seq":1}',
    '{"type":"call-answer"}',
  ])('takes %s for no frame', text => {
    expect(readFrame(text)).toBeUndefined();
  });

  it('takes no config without a name', () => {
    expect(readWidgetConfig({ key: 'k', welcome: 'Hi' })).toBeUndefined();
  });
});
