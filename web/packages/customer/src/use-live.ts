/**
 * The live view as a Preact hook.
 */

import { useEffect, useState } from 'preact/hooks';
import type { LiveCustomer, LiveView } from './live-customer';

export function useLive(live: LiveCustomer): LiveView {
  const [view, show] = useState(live.view);
  useEffect(() => {
    show(live.view);
    return live.subscribe(() => show(live.view));
  }, [live]);
  return view;
}
