/**
 * The page's call as a Preact hook.
 */

import { useEffect, useState } from 'preact/hooks';
import type { PageCall, PageCallView } from './page-call';

export function useCall(call: PageCall): PageCallView {
  const [view, show] = useState(call.view);
  useEffect(() => {
    show(call.view);
    return call.subscribe(() => show(call.view));
  }, [call]);
  return view;
}
