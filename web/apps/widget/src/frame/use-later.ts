/** A part of the chat that few need: it is fetched when it is wanted, and not there before it has come. */

import { useEffect, useState } from 'preact/hooks';

export function useLater<Part extends object>(
  isWanted: boolean,
  load: () => Promise<Part>,
): Part | undefined {
  const [part, have] = useState<Part>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it loads is always the same.
  useEffect(() => {
    // Where it cannot be had now, it is tried again the next time it is wanted.
    if (isWanted && part === undefined) load().then(have, () => {});
  }, [isWanted]);
  return part;
}
