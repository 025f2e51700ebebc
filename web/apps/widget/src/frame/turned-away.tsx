/**
 * OP06: says that new chats are not taken from this network for a while, and that what was written is kept.
 *
 * @jsxImportSource preact
 */

import { useClock } from '@rapport/customer/use-clock';
import { t } from './language';

export function TurnedAway({ until }: { until: number }) {
  const now = useClock(true);
  const minutes = Math.max(1, Math.ceil((until - now) / MINUTE_MS));
  return (
    <div class="notice" role="status">
      <p>{t('turned-away', { minutes })}</p>
    </div>
  );
}

const MINUTE_MS = 60_000;
