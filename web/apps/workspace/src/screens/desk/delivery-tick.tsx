/** sending → sent, or failed with the reason and Retry. A group is as far as the least of its bubbles. */

import { Button } from '@rapport/ui/components/button';
import type { TFunction } from 'i18next';
import { Check, CircleAlert, Clock } from 'lucide-react';
import type { Bubble } from '../../state/bubbles';
import { retry } from '../../state/outgoing';

type Props = { readonly bubbles: readonly Bubble[]; readonly t: TFunction };

export function DeliveryTick({ bubbles, t }: Props) {
  const failed = bubbles.filter(({ delivery }) => delivery === 'failed');
  if (failed.length > 0) {
    const again = failed.flatMap(({ outgoing }) =>
      outgoing && !outgoing.missed ? [outgoing] : [],
    );
    return (
      <span role="alert" className="flex flex-wrap items-center gap-1.5 text-busy">
        <CircleAlert aria-hidden className="size-3.5" />
        <span className="font-medium">{t('session.failed')}</span>
        <span>{failed[0]?.why}</span>
        {again.length > 0 && (
          <Button
            size="small"
            onClick={() => {
              for (const outgoing of again) retry(outgoing);
            }}
          >
            {t('session.retry')}
          </Button>
        )}
      </span>
    );
  }
  const delivery = bubbles.some(bubble => bubble.delivery === 'sending')
    ? 'sending'
    : bubbles[0]?.delivery;
  if (!delivery) return null;
  const Icon = delivery === 'sending' ? Clock : Check;
  return (
    <span title={t(`session.${delivery}`)} className="flex items-center">
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{t(`session.${delivery}`)}</span>
    </span>
  );
}
