/**
 * A call from the page as the caller lives it: explain, ask, dial, and then what the server says. Pure.
 */

import type { CustomerCallState } from '@rapport/customer/wire';

/** blocked: the browser or the person said no · missing: no microphone · insecure: browsers allow none on this origin. */
export type MicrophoneProblem = 'blocked' | 'missing' | 'insecure';

/** away: the server does not answer · refused: it does not take the call · crowded: no new customers from here for now. */
export type DialProblem = 'away' | 'refused' | 'crowded';

export type CallPhase =
  | { readonly phase: 'idle' }
  | { readonly phase: 'explaining' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'no-microphone'; readonly why: MicrophoneProblem }
  | { readonly phase: 'dialling' }
  | { readonly phase: 'not-connected'; readonly why: DialProblem }
  | {
      readonly phase: 'live';
      readonly state: Exclude<CustomerCallState, 'ended'>;
      readonly since: number;
    }
  | { readonly phase: 'ended'; readonly by: 'you' | 'other' | 'fault'; readonly ms: number };

export type CallInput =
  | { readonly input: 'explain' | 'ask' | 'dial' | 'cancel' }
  | { readonly input: 'no-microphone'; readonly why: MicrophoneProblem }
  | { readonly input: 'not-connected'; readonly why: DialProblem }
  | { readonly input: 'answered' | 'hung-up' | 'broken'; readonly now: number }
  | { readonly input: 'state'; readonly state: CustomerCallState; readonly now: number };

export const IDLE: CallPhase = { phase: 'idle' };

export function nextPhase(phase: CallPhase, input: CallInput): CallPhase {
  switch (input.input) {
    case 'explain':
      return isBusy(phase) ? phase : { phase: 'explaining' };
    case 'ask':
      return isBusy(phase) ? phase : { phase: 'asking' };
    case 'dial':
      return phase.phase === 'asking' ? { phase: 'dialling' } : phase;
    case 'cancel':
      return phase.phase === 'live' ? phase : IDLE;
    case 'no-microphone':
      return phase.phase === 'asking' ? { phase: 'no-microphone', why: input.why } : phase;
    case 'not-connected':
      return phase.phase === 'dialling' ? { phase: 'not-connected', why: input.why } : phase;
    case 'answered':
      if (phase.phase !== 'dialling') return phase;
      return { phase: 'live', state: 'greeting', since: input.now };
    case 'state':
      return afterState(phase, input.state, input.now);
    case 'hung-up':
      return ended(phase, 'you', input.now);
    case 'broken':
      return ended(phase, 'fault', input.now);
  }
}

/** A call is under way or about to be: a second one cannot begin. */
export function isBusy({ phase }: CallPhase): boolean {
  return phase === 'asking' || phase === 'dialling' || phase === 'live';
}

function afterState(phase: CallPhase, state: CustomerCallState, now: number): CallPhase {
  if (state === 'ended') return ended(phase, 'other', now);
  // The server may tell the state before its SDP answer is here.
  if (phase.phase === 'dialling') return { phase: 'live', state, since: now };
  return phase.phase === 'live' ? { ...phase, state } : phase;
}

function ended(phase: CallPhase, by: 'you' | 'other' | 'fault', now: number): CallPhase {
  if (phase.phase === 'live') return { phase: 'ended', by, ms: now - phase.since };
  return phase.phase === 'dialling' || phase.phase === 'asking'
    ? { phase: 'ended', by, ms: 0 }
    : phase;
}
