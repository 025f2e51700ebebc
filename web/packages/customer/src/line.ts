/**
 * The live socket's life as a pure state machine: what happened goes in, what to do comes out.
 * `live-customer.ts` holds the real socket and clock and obeys.
 */

import { backoffMs } from '@rapport/live/backoff';

export type Line =
  | { readonly at: 'idle' }
  | { readonly at: 'connecting'; readonly attempt: number }
  | { readonly at: 'opening'; readonly attempt: number }
  | { readonly at: 'live' }
  | { readonly at: 'resting'; readonly attempt: number }
  /** OP06: the server takes no new customer from here until then. */
  | { readonly at: 'turned-away'; readonly until: number }
  /** The server does not know this key, token or origin. Nothing is tried again by itself. */
  | { readonly at: 'denied' }
  /** The server speaks another protocol: this page is to be loaded again. */
  | { readonly at: 'outdated' };

export type LineInput =
  | 'wanted'
  | 'socket-opened'
  | 'snapshot-came'
  | 'socket-closed'
  | 'rested'
  | 'try-now'
  /** The server asked for a fresh start, or has not answered for too long. */
  | 'start-over'
  | 'denied'
  | 'outdated'
  | 'unwanted';

export type LineOrder =
  | { readonly order: 'connect' }
  | { readonly order: 'open' }
  | { readonly order: 'close' }
  | { readonly order: 'rest'; readonly ms: number };

export type LineStep = { readonly line: Line; readonly orders: readonly LineOrder[] };

export const IDLE: Line = { at: 'idle' };

/** `chance` is in 0..1 and spreads the clients of a restarted server over time. */
export function step(line: Line, input: LineInput, chance: number): LineStep {
  switch (input) {
    case 'wanted':
      return line.at === 'idle' || line.at === 'denied' ? connect(0) : stay(line);
    case 'socket-opened':
      if (line.at !== 'connecting') return stay(line);
      return { line: { at: 'opening', attempt: line.attempt }, orders: [{ order: 'open' }] };
    case 'snapshot-came':
      return line.at === 'opening' ? stay({ at: 'live' }) : stay(line);
    case 'socket-closed':
      return hasSocket(line) ? rest(attemptOf(line), chance) : stay(line);
    case 'rested':
      if (line.at === 'turned-away') return connect(0);
      return line.at === 'resting' ? connect(line.attempt) : stay(line);
    case 'try-now':
      return line.at === 'resting' ? connect(0) : stay(line);
    case 'start-over': {
      if (!hasSocket(line)) return stay(line);
      const { line: next, orders } = rest(attemptOf(line), chance);
      return { line: next, orders: [{ order: 'close' }, ...orders] };
    }
    case 'denied':
    case 'outdated':
      return { line: { at: input }, orders: [{ order: 'close' }] };
    case 'unwanted':
      return { line: IDLE, orders: [{ order: 'close' }] };
  }
}

/** The one wait whose length the server says; trying sooner would be in vain. */
export function turnedAway(line: Line, ms: number, now: number): LineStep {
  if (line.at !== 'connecting') return stay(line);
  return { line: { at: 'turned-away', until: now + ms }, orders: [{ order: 'rest', ms }] };
}

function connect(attempt: number): LineStep {
  return { line: { at: 'connecting', attempt }, orders: [{ order: 'connect' }] };
}

function rest(attempt: number, chance: number): LineStep {
  return {
    line: { at: 'resting', attempt: attempt + 1 },
    orders: [{ order: 'rest', ms: backoffMs(attempt, chance) }],
  };
}

function stay(line: Line): LineStep {
  return { line, orders: [] };
}

function hasSocket(line: Line): boolean {
  return line.at === 'connecting' || line.at === 'opening' || line.at === 'live';
}

function attemptOf(line: Line): number {
  return line.at === 'connecting' || line.at === 'opening' ? line.attempt : 0;
}
