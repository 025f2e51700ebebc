/**
 * Tries the ways to the server: answers over HTTP, the live socket, and sound over UDP. What is there already is
 * measured as it is; sound is set up for the test only where nothing can ring because of it.
 */

import { api } from '@rapport/api/client';
import { useLive } from './live';
import { soundQuality, startPhone, stopPhone, useSound } from './phone';
import { usePreferences } from './preferences';

export type Verdict = 'good' | 'slow' | 'failed';

export type Finding =
  | { readonly verdict: Verdict; readonly rttMs?: number; readonly lossPercent?: number }
  /** Not tried, and why: calls are not set up here, another window has the voice, or there is no microphone. */
  | { readonly verdict: 'untried'; readonly why: 'chat-only' | 'elsewhere' | 'no-microphone' };

export type ConnectionReport = {
  readonly server: Finding;
  readonly live: Finding;
  readonly sound: Finding;
};

/** Above this a talk becomes hard. */
const SLOW_RTT_MS = 400;
const SLOW_LOSS_PERCENT = 3;
const ANSWERS = 5;
const SOUND_MS_MAX = 8_000;

export async function testConnection(): Promise<ConnectionReport> {
  const server = await tryServer();
  const live: Finding = { verdict: useLive.getState().link.state === 'live' ? 'good' : 'failed' };
  return { server, live, sound: await trySound() };
}

async function tryServer(): Promise<Finding> {
  const times: number[] = [];
  for (let nth = 0; nth < ANSWERS; nth += 1) {
    const began = performance.now();
    try {
      const { response } = await api.GET('/api/v1/me');
      if (!response.ok) return { verdict: 'failed' };
    } catch {
      return { verdict: 'failed' };
    }
    times.push(performance.now() - began);
  }
  const rttMs = Math.round(times.toSorted((a, b) => a - b)[Math.floor(ANSWERS / 2)] ?? 0);
  return { verdict: rttMs > SLOW_RTT_MS ? 'slow' : 'good', rttMs };
}

async function trySound(): Promise<Finding> {
  const { phone, elsewhere } = useSound.getState();
  if (elsewhere) return { verdict: 'untried', why: 'elsewhere' };
  if (phone.state === 'no-microphone') return { verdict: 'untried', why: 'no-microphone' };
  const forTest = phone.state === 'off';
  const offline = useLive.getState().picture?.me.label === 'offline';
  // With sound there, a call could ring for somebody who chose not to get any.
  if (forTest && !offline) return { verdict: 'untried', why: 'chat-only' };
  if (forTest) startPhone();
  const there = await soundIsThere();
  const quality = there ? await soundQuality() : undefined;
  if (forTest && usePreferences.getState().voice !== 'voice') stopPhone();
  if (!quality) return { verdict: 'failed' };
  const { rttMs, expected, lost } = quality;
  const lossPercent = expected > 0 ? Math.round((1000 * lost) / expected) / 10 : undefined;
  const slow = (rttMs ?? 0) > SLOW_RTT_MS || (lossPercent ?? 0) > SLOW_LOSS_PERCENT;
  return {
    verdict: slow ? 'slow' : 'good',
    ...(rttMs !== undefined && { rttMs }),
    ...(lossPercent !== undefined && { lossPercent }),
  };
}

function soundIsThere(): Promise<boolean> {
  if (useSound.getState().phone.state === 'ready') return Promise.resolve(true);
  return new Promise(resolve => {
    const stop = (there: boolean) => {
      clearTimeout(late);
      forget();
      resolve(there);
    };
    const late = setTimeout(() => stop(false), SOUND_MS_MAX);
    const forget = useSound.subscribe(({ phone, elsewhere }) => {
      if (phone.state === 'ready') stop(true);
      if (phone.state === 'no-microphone' || elsewhere) stop(false);
    });
  });
}
