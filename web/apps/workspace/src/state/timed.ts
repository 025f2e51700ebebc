/** What depends on the server's clock (ST12): computed five times a second, rendered only when it differs. */

import { useSyncExternalStore } from 'react';
import { connection } from './live';

const TICK_MS = 200;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** `compute` gets the server's time and gives something comparable, such as the text of a timer. */
export function useTimed<Value extends string | number | boolean | undefined>(
  compute: (now: number) => Value,
): Value {
  return useSyncExternalStore(subscribe, () => compute(connection.clock.now()));
}

/** The server's time now, once; for the start of an animation. */
export function serverNow(): number {
  return connection.clock.now();
}
