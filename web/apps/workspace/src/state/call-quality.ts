/** How the last calls sounded, as this tab measured it: for the diagnostics page, kept no longer than the tab. */

import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { useLive } from './live';
import { soundQuality } from './phone';
import { serverNow } from './timed';

export type CallQuality = {
  readonly at: number;
  readonly talkedMs: number;
  readonly rttMs?: number;
  readonly jitterMs?: number;
  readonly lossPercent?: number;
};

const KEPT_MAX = 10;
const EVERY_MS = 2_000;

export const useCallQuality = create<{ readonly calls: readonly CallQuality[] }>()(
  persist(() => ({ calls: [] as readonly CallQuality[] }), {
    name: 'rapport.call-quality',
    storage: createJSONStorage(() => sessionStorage),
  }),
);

/** The connection outlives the call, so packets are counted from the call's first look at them. */
type Running = {
  readonly contact: string;
  readonly since: number;
  first?: { readonly expected: number; readonly lost: number };
  last?: Omit<CallQuality, 'at' | 'talkedMs'>;
};

export function followCallQuality(): void {
  let running: Running | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(timer);
    if (running?.last) keep(running, running.last);
    running = undefined;
  };
  useLive.subscribe(({ picture }) => {
    const call = picture?.calls.find(({ state }) => state.state === 'talking');
    if (call?.id === running?.contact) return;
    stop();
    if (call?.state.state !== 'talking') return;
    const now: Running = { contact: call.id, since: call.state.since };
    running = now;
    timer = setInterval(() => void look(now), EVERY_MS);
  });
}

async function look(running: Running): Promise<void> {
  const quality = await soundQuality();
  if (!quality) return;
  const { rttMs, jitterMs, expected, lost } = quality;
  // A connection set up anew in the middle of the call counts from nothing.
  if (!running.first || expected < running.first.expected) running.first = { expected, lost };
  const packets = expected - running.first.expected;
  const gone = Math.max(0, lost - running.first.lost);
  running.last = {
    ...(rttMs !== undefined && { rttMs }),
    ...(jitterMs !== undefined && { jitterMs }),
    ...(packets > 0 && { lossPercent: Math.round((1000 * gone) / packets) / 10 }),
  };
}

function keep({ since }: Running, last: Omit<CallQuality, 'at' | 'talkedMs'>): void {
  const one = { at: since, talkedMs: serverNow() - since, ...last };
  useCallQuality.setState(({ calls }) => ({ calls: [one, ...calls].slice(0, KEPT_MAX) }));
}
