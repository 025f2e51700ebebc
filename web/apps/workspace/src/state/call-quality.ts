/**
 * How the call sounds (VC53) and how the last calls did, as this tab measured it: the latter for the diagnostics page,
 * kept no longer than the tab.
 */

import { type Look, NetworkJudge, type Trouble } from '@rapport/phone/network';
import type { Quality } from '@rapport/phone/quality';
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

/** Of the call in progress: nothing before the first look. */
export const useNetwork = create<{ readonly look?: Look; readonly trouble?: Trouble }>()(
  () => ({}),
);

/** The connection outlives the call, so packets are counted from the call's first look at them. */
type Running = {
  readonly contact: string;
  readonly since: number;
  readonly judge: NetworkJudge;
  first?: { readonly expected: number; readonly lost: number };
  before?: { readonly expected: number; readonly lost: number };
  last?: Omit<CallQuality, 'at' | 'talkedMs'>;
};

export function followCallQuality(): void {
  let running: Running | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(timer);
    if (running?.last) keep(running, running.last);
    running = undefined;
    useNetwork.setState({}, true);
  };
  useLive.subscribe(({ picture }) => {
    const call = picture?.calls.find(({ state }) => state.state === 'talking');
    if (call?.id === running?.contact) return;
    stop();
    if (call?.state.state !== 'talking') return;
    const now: Running = {
      contact: call.id,
      since: call.state.since,
      judge: new NetworkJudge(),
    };
    running = now;
    timer = setInterval(() => void look(now, () => running === now), EVERY_MS);
  });
}

async function look(running: Running, goesOn: () => boolean): Promise<void> {
  const quality = await soundQuality();
  if (!quality || !goesOn()) return;
  const { rttMs, jitterMs, expected, lost } = quality;
  // A connection set up anew in the middle of the call counts from nothing.
  if (!running.first || expected < running.first.expected) running.first = { expected, lost };
  const measured = {
    ...(rttMs !== undefined && { rttMs }),
    ...(jitterMs !== undefined && { jitterMs }),
  };
  running.last = { ...measured, ...lossSince(running.first, quality) };
  const now = worse(lossSince(running.before, quality).lossPercent, quality.sentLossPercent);
  running.before = { expected, lost };
  const seen: Look = { ...measured, ...(now !== undefined && { lossPercent: now }) };
  const trouble = running.judge.judge(seen);
  useNetwork.setState({ look: seen, ...(trouble && { trouble }) }, true);
}

function lossSince(
  first: Running['first'],
  { expected, lost }: Quality,
): { readonly lossPercent?: number } {
  const packets = first ? expected - first.expected : 0;
  if (!first || packets <= 0) return {};
  const gone = Math.max(0, lost - first.lost);
  return { lossPercent: Math.round((1000 * gone) / packets) / 10 };
}

function worse(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

function keep({ since }: Running, last: Omit<CallQuality, 'at' | 'talkedMs'>): void {
  const one = { at: since, talkedMs: serverNow() - since, ...last };
  useCallQuality.setState(({ calls }) => ({ calls: [one, ...calls].slice(0, KEPT_MAX) }));
}
