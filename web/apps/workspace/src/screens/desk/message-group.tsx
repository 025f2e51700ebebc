/** Messages of one person that belong together: bubbles, the time, and for my own how far they have come. */

import type { CustomerView } from '@rapport/live/wire';
import { timeOfDay } from '@rapport/ui/format/time';
import { join } from '@rapport/ui/join';
import { useTranslation } from 'react-i18next';
import type { BubbleGroup } from '../../state/bubbles';
import { DeliveryTick } from './delivery-tick';
import { MessageText } from './message-text';

type Props = { readonly group: BubbleGroup; readonly customer: CustomerView };

const BUBBLES = {
  customer: 'bg-hover rounded-bl-sm',
  mine: 'bg-accent/14 rounded-br-sm',
  colleague: 'bg-hover rounded-bl-sm',
};

export function MessageGroup({ group: { side, name, bubbles }, customer }: Props) {
  const { t, i18n } = useTranslation();
  const mine = side === 'mine';
  const who = side === 'customer' ? customer.name : mine ? t('session.me') : name;
  const last = bubbles.at(-1);
  return (
    <div className={join('grid gap-1', mine ? 'justify-items-end' : 'justify-items-start')}>
      {bubbles.map(bubble => (
        <div
          key={bubble.id}
          className={join(
            'max-w-[min(36rem,85%)] rounded-2xl px-3.5 py-2',
            BUBBLES[side],
            bubble.delivery === 'sending' && 'opacity-70',
            bubble.delivery === 'failed' && 'ring-1 ring-busy ring-inset',
          )}
        >
          <span className="sr-only">{who}: </span>
          <MessageText text={bubble.text} />
        </div>
      ))}
      <p className="digits flex flex-wrap items-center gap-1.5 px-1 text-ink-faint text-xs">
        {side === 'colleague' && <bdi>{name} · </bdi>}
        {last && (
          <time dateTime={new Date(last.at).toISOString()}>
            {timeOfDay(last.at, i18n.language)}
          </time>
        )}
        {last && <DeliveryTick bubbles={bubbles} />}
      </p>
    </div>
  );
}
