/**
 * Which scene is on.
 */

import type { LiveView } from '@rapport/customer/live-customer';
import type { Unsent } from '@rapport/customer/outbox';
import { EMPTY } from '@rapport/customer/picture';
import type { CustomerSessionState } from '@rapport/customer/wire';
import { describe, expect, it } from 'vitest';
import { sceneOf } from './scene';

const unsent: Unsent = {
  message: 'm',
  cmdId: 'c',
  contact: 's2',
  text: 'Hello',
  at: 0,
  stage: 'queued',
  problem: undefined,
};

function view(state: CustomerSessionState | undefined, more: Partial<LiveView> = {}): LiveView {
  const session = state && { id: 's1', state };
  return {
    line: { at: 'live' },
    downSince: undefined,
    picture: { ...EMPTY, seq: 1, session },
    outbox: [],
    agentTyping: false,
    isClosing: false,
    ...more,
  };
}

describe('scene', () => {
  it('op06 is turned away with a message that is kept', () => {
    const line = { at: 'turned-away', until: 900_000 } as const;
    const turned = view(undefined, { line, picture: EMPTY, outbox: [unsent] });
    expect(sceneOf(turned, undefined)).toEqual({ scene: 'turned-away', until: 900_000 });
  });

  it('dk14 welcomes, starts, waits with a place, connects and ends', () => {
    const welcome = view(undefined, { line: { at: 'idle' }, picture: EMPTY });
    expect(sceneOf(welcome, undefined)).toEqual({ scene: 'welcome' });
    expect(sceneOf({ ...welcome, outbox: [unsent] }, undefined)).toEqual({ scene: 'starting' });
    expect(sceneOf(view({ state: 'waiting', place: 3 }), undefined)).toEqual({
      scene: 'waiting',
      place: 3,
      again: false,
    });
    expect(sceneOf(view({ state: 'open', agent: 'Li' }), undefined)).toEqual({
      scene: 'open',
      agent: 'Li',
    });
    expect(sceneOf(view({ state: 'ended', why: 'timeout' }), undefined)).toEqual({
      scene: 'ended',
      why: 'timeout',
      agent: undefined,
    });
  });

  it('connects before it claims that there is nothing', () => {
    const connecting = view(undefined, { line: { at: 'opening', attempt: 0 }, picture: EMPTY });
    expect(sceneOf(connecting, undefined)).toEqual({ scene: 'connecting' });
  });

  it('leaves an ended session by Start again, and only that one', () => {
    const ended = view({ state: 'ended', why: 'by-you' });
    expect(sceneOf(ended, 's1')).toEqual({ scene: 'welcome' });
    expect(sceneOf(ended, 's0')).toMatchObject({ scene: 'ended' });
  });

  it('stays at the end while a refused message waits for the customer, and starts when it is retried', () => {
    const ended = view(
      { state: 'ended', why: 'timeout' },
      { outbox: [{ ...unsent, stage: 'failed' }] },
    );
    expect(sceneOf(ended, undefined)).toMatchObject({ scene: 'ended' });
    expect(sceneOf({ ...ended, outbox: [unsent] }, undefined)).toEqual({ scene: 'starting' });
  });
});
