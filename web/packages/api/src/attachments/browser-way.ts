/** The real world of files on their way: this browser's clock and network. */

import type { Depot } from './depot';
import type { Way } from './upload';

export function browserWay(depot: Depot): Way {
  return { depot, rest, now: () => performance.now() };
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(over => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      over();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
