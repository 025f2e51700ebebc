/**
 * The page: the demo's rail beside a shop that knows nothing of it.
 *
 * @jsxImportSource preact
 */

import { browserWorld } from '@rapport/customer/browser-world';
import { LiveCustomer } from '@rapport/customer/live-customer';
import { useEffect, useMemo } from 'preact/hooks';
import { PageCall } from './call/page-call';
import { carryWidget } from './chat-widget';
import { Shop } from './shop/shop';
import { Rail } from './try/rail';
import { useGuide } from './use-guide';

export function Page() {
  const outcome = useGuide();
  const guide = outcome?.outcome === 'there' ? outcome.guide : undefined;
  const key = guide?.widgetKey;
  const customer = useMemo(() => {
    if (key === undefined) return undefined;
    const live = new LiveCustomer(browserWorld(location.origin, key), 'none');
    return { live, call: new PageCall(live) };
  }, [key]);

  useEffect(() => {
    if (key !== undefined) carryWidget(key);
  }, [key]);

  return (
    <div class="page">
      <Rail outcome={outcome} customer={customer} />
      <Shop hotline={guide?.hotline} onCall={() => void customer?.call.begin()} />
    </div>
  );
}
