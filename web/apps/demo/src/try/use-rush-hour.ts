/**
 * The rush hour as it goes on: asks once a second while it runs, and once at the beginning.
 */

import { useCallback, useEffect, useState } from 'preact/hooks';
import { look, type RushHour, tell } from './rush-hour';

type Rush = {
  readonly rushHour: RushHour | undefined;
  readonly failed: boolean;
  readonly start: () => void;
  readonly stop: () => void;
};

export function useRushHour(): Rush {
  const [rushHour, show] = useState<RushHour>();
  const [failed, setFailed] = useState(false);
  const refresh = useCallback(async () => show(await look()), []);
  const order = (method: 'POST' | 'DELETE') => async () => {
    setFailed(!(await tell(method)));
    await refresh();
  };
  useEffect(() => void refresh(), [refresh]);
  const running = rushHour?.running === true;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => void refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [running, refresh]);
  const [start, stop] = [order('POST'), order('DELETE')];
  return { rushHour, failed, start: () => void start(), stop: () => void stop() };
}

const EVERY_MS = 1000;
