/** How wide the window is, for what cannot be arranged by a style alone. */

import { useSyncExternalStore } from 'react';

/** As narrow as a telephone: below the style's own `sm`. */
const NARROW = '(max-width: 37.49rem)';
/** Not as wide as most screens. */
const MIDDLING = '(max-width: 87.49rem)';

export type WindowWidth = 'narrow' | 'middling' | 'wide';

export function useWindowWidth(): WindowWidth {
  return useSyncExternalStore(follow, now);
}

export function useIsNarrow(): boolean {
  return useWindowWidth() === 'narrow';
}

function now(): WindowWidth {
  if (matchMedia(NARROW).matches) return 'narrow';
  return matchMedia(MIDDLING).matches ? 'middling' : 'wide';
}

function follow(changed: () => void): () => void {
  const queries = [matchMedia(NARROW), matchMedia(MIDDLING)];
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
