/**
 * The page: the demo's rail beside a shop that knows nothing of it.
 *
 * @jsxImportSource preact
 */

import { browserWorld } from '@rapport/customer/browser-world';
import { LiveCustomer } from '@rapport/customer/live-customer';
import { useEffect, useMemo } from 'preact/hooks';
import { isBusy } from './call/call-phase';
import { PageCall } from './call/page-call';
import type { PageLine, PageLines } from './call/page-line';
import { carryWidget } from './chat-widget';
import { Shop } from './shop/shop';
import { Rail } from './try/rail';
import { useGuide } from './use-guide';

export function Page() {
  const outcome = useGuide();
  const guide = outcome?.outcome === 'there' ? outcome.guide : undefined;
  const key = guide?.widgetKey;
  const menuKey = guide?.menuKey;
  const lines = useMemo(() => {
    if (key === undefined || menuKey === undefined) return undefined;
    return { hotline: lineOf(key), menu: lineOf(menuKey) };
  }, [key, menuKey]);

  useEffect(() => {
    if (key !== undefined) carryWidget(key);
  }, [key]);

  return (
    <div class="page">
      <Rail outcome={outcome} lines={lines} />
      <Shop hotline={guide?.hotline} onCall={() => callHotline(lines)} />
    </div>
  );
}

function lineOf(key: string): PageLine {
  const live = new LiveCustomer(browserWorld(location.origin, key), 'none');
  return { live, call: new PageCall(live) };
}

/** Nobody talks on two lines. */
function callHotline(lines: PageLines | undefined): void {
  if (lines && !isBusy(lines.menu.call.view.phase)) void lines.hotline.call.begin();
}
