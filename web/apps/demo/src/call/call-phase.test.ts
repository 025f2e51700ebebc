/**
 * A call from the page, step by step, and the steps that must not be possible.
 */

import { describe, expect, it } from 'vitest';
import { type CallInput, type CallPhase, IDLE, isBusy, nextPhase } from './call-phase';
import { telephone } from './sound-path';

function phaseAfter(...inputs: CallInput[]): CallPhase {
  return inputs.reduce(nextPhase, IDLE);
}

const dialled: CallInput[] = [{ input: 'explain' }, { input: 'ask' }, { input: 'dial' }];
const live: CallInput[] = [...dialled, { input: 'answered', now: 1000 }];

describe('a call from the page', () => {
  it('explains, asks, dials, and then follows the server', () => {
    expect(phaseAfter(...live)).toEqual({ phase: 'live', state: 'greeting', since: 1000 });
    const waiting = phaseAfter(...live, { input: 'state', state: 'waiting', now: 2000 });
    expect(waiting).toEqual({ phase: 'live', state: 'waiting', since: 1000 });
    const held = nextPhase(waiting, { input: 'state', state: 'on-hold', now: 3000 });
    expect(held).toEqual({ phase: 'live', state: 'on-hold', since: 1000 });
  });

  it('takes a state that comes before the SDP answer, and keeps it', () => {
    const early = phaseAfter(...dialled, { input: 'state', state: 'waiting', now: 500 });
    expect(early).toEqual({ phase: 'live', state: 'waiting', since: 500 });
    expect(nextPhase(early, { input: 'answered', now: 900 })).toBe(early);
  });

  it('vc05 tells who ended it and how long it was', () => {
    expect(phaseAfter(...live, { input: 'hung-up', now: 6000 })).toEqual({
      phase: 'ended',
      by: 'you',
      ms: 5000,
    });
    expect(phaseAfter(...live, { input: 'state', state: 'ended', now: 6000 })).toEqual({
      phase: 'ended',
      by: 'other',
      ms: 5000,
    });
    expect(phaseAfter(...live, { input: 'broken', now: 6000 })).toMatchObject({ by: 'fault' });
  });

  it('keeps the end that came first', () => {
    const ended = phaseAfter(...live, { input: 'hung-up', now: 6000 });
    expect(nextPhase(ended, { input: 'state', state: 'ended', now: 7000 })).toBe(ended);
    expect(nextPhase(ended, { input: 'broken', now: 7000 })).toBe(ended);
  });

  it('does not begin a second call while one is under way', () => {
    const phase = phaseAfter(...live);
    expect(isBusy(phase)).toBe(true);
    expect(nextPhase(phase, { input: 'explain' })).toBe(phase);
    expect(nextPhase(phase, { input: 'ask' })).toBe(phase);
    expect(nextPhase(phase, { input: 'cancel' })).toBe(phase);
  });

  it('does not dial after the person has turned away from the prompt', () => {
    const turnedAway = phaseAfter({ input: 'explain' }, { input: 'ask' }, { input: 'cancel' });
    expect(nextPhase(turnedAway, { input: 'dial' })).toEqual(IDLE);
  });

  it('u10 comes back from a blocked microphone without a reload', () => {
    const blocked = phaseAfter({ input: 'ask' }, { input: 'no-microphone', why: 'blocked' });
    expect(blocked).toEqual({ phase: 'no-microphone', why: 'blocked' });
    expect(nextPhase(blocked, { input: 'ask' })).toEqual({ phase: 'asking' });
  });

  it('offers PCMU, keys in its clock, and nothing else', () => {
    const pcmu = { mimeType: 'audio/PCMU', clockRate: 8000 };
    const keys = { mimeType: 'audio/telephone-event', clockRate: 8000 };
    const others = [
      { mimeType: 'audio/opus', clockRate: 48000 },
      { mimeType: 'audio/PCMA', clockRate: 8000 },
      { mimeType: 'audio/telephone-event', clockRate: 48000 },
    ];
    expect(telephone([...others, pcmu, keys])).toEqual([pcmu, keys]);
  });
});
