/**
 * The time, once a second, and only while somebody looks at it.
 */

import { useEffect, useState } from 'preact/hooks';

export function useClock(ticks: boolean): number {
  const [now, show] = useState(Date.now);
  useEffect(() => {
    if (!ticks) return;
    show(Date.now());
    const timer = setInterval(() => show(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticks]);
  return now;
}
