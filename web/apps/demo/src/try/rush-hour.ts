/**
 * `/api/v1/demo/rush-hour`: where the robots of the demo are. Reads what the server says, and says start and stop.
 */

import { isFields } from '@rapport/customer/read-frame';

export type Tally = {
  readonly toCome: number;
  readonly waiting: number;
  readonly served: number;
  readonly done: number;
  readonly gaveUp: number;
  readonly failed: number;
};

export type RushHour = { readonly running: boolean; readonly calls: Tally; readonly chats: Tally };

const ADDRESS = '/api/v1/demo/rush-hour';
const HEADERS = { 'x-rapport-csrf': '1' };

/** `undefined` while the server does not answer. */
export async function look(): Promise<RushHour | undefined> {
  try {
    const response = await fetch(ADDRESS);
    return response.ok ? readRushHour(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the server has done it; a rush hour that is on already is as good as started. */
export async function tell(method: 'POST' | 'DELETE'): Promise<boolean> {
  try {
    const { ok, status } = await fetch(ADDRESS, { method, headers: HEADERS });
    return ok || status === 409;
  } catch {
    return false;
  }
}

export function readRushHour(value: unknown): RushHour | undefined {
  if (!isFields(value)) return undefined;
  const { running, calls: callers, chats: writers } = value;
  const [calls, chats] = [readTally(callers), readTally(writers)];
  return calls && chats ? { running: running === true, calls, chats } : undefined;
}

function readTally(value: unknown): Tally | undefined {
  if (!isFields(value)) return undefined;
  const count = (name: string) => (typeof value[name] === 'number' ? value[name] : 0);
  return {
    toCome: count('to_come'),
    waiting: count('waiting'),
    served: count('served'),
    done: count('done'),
    gaveUp: count('gave_up'),
    failed: count('failed'),
  };
}
