/**
 * The live view as a Preact hook.
 */

import type { LiveCustomer, LiveView } from '@rapport/customer/live-customer';
import { useEffect, useState } from 'preact/hooks';

export function useLive(live: LiveCustomer): LiveView {
  const [view, show] = useState(live.view);
  useEffect(() => {
    show(live.view);
    return live.subscribe(() => show(live.view));
  }, [live]);
  return view;
}
