/** Whether the window is as narrow as a telephone: for what cannot be arranged by a style alone. */

import { useSyncExternalStore } from 'react';

/** Below the style's own `sm`. */
const NARROW = '(max-width: 37.49rem)';

export function useIsNarrow(): boolean {
  return useSyncExternalStore(follow, () => matchMedia(NARROW).matches);
}

function follow(changed: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
