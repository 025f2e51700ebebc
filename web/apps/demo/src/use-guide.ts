/**
 * The guide as soon as the server gives it; asks again while the server is away.
 */

import { useEffect, useState } from 'preact/hooks';
import { fetchGuide, type GuideOutcome } from './guide';

export function useGuide(): GuideOutcome | undefined {
  const [outcome, show] = useState<GuideOutcome>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const next = await fetchGuide();
      show(next);
      if (next.outcome === 'unreachable') timer = setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => clearTimeout(timer);
  }, []);
  return outcome;
}

const AGAIN_MS = 3000;
