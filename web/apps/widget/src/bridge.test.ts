/**
 * The bridge hears one window of one origin and nothing else.
 */

import { describe, expect, it, vi } from 'vitest';
import { listenTo, readToLoader, type ToLoader, tell } from './bridge';

const frame = { postMessage: vi.fn() } as unknown as Window;
const peer = { origin: 'https://chat.example', window: () => frame };

function heard(from: { origin?: string; source?: Window; data: unknown }): ToLoader[] {
  const messages: ToLoader[] = [];
  const stop = listenTo(peer, readToLoader, message => messages.push(message));
  const { origin = peer.origin, source = frame, data } = from;
  const event = Object.assign(new Event('message'), { origin, source, data });
  window.dispatchEvent(event);
  stop();
  return messages;
}

describe('bridge', () => {
  it('tells one exact origin', () => {
    tell(peer, { tell: 'opened' });
    expect(frame.postMessage).toHaveBeenCalledWith(
      { tell: 'opened', rapport: 1 },
      'https://chat.example',
    );
  });

  it('hears its own messages', () => {
    expect(heard({ data: { rapport: 1, tell: 'unread', count: 3 } })).toEqual([
      { tell: 'unread', count: 3 },
    ]);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example', data: { rapport: 1, tell: 'minimise' } }],
    [
      'a prefix of the origin',
      { origin: 'https://chat.example.evil', data: { rapport: 1, tell: 'minimise' } },
    ],
    ['another window', { source: window, data: { rapport: 1, tell: 'minimise' } }],
    ['another sender', { data: { tell: 'minimise' } }],
    ['another kind', { data: { rapport: 1, tell: 'eval' } }],
    ['a wrong count', { data: { rapport: 1, tell: 'unread', count: '<b>' } }],
    ['no object', { data: 'minimise' }],
  ])('does not hear %s', (_, from) => {
    expect(heard(from)).toEqual([]);
  });
});
