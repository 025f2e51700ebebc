/** Messages of one person that belong together: bubbles, the time, and for my own how far they have come. */

import { day, timeOfDay } from '@rapport/ui/format/time';
import { join } from '@rapport/ui/join';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { BubbleGroup } from '../../state/bubbles';
import { DeliveryTick } from './delivery-tick';
import { MessageFiles } from './message-files';
import { MessageText } from './message-text';

type Props = {
  readonly group: BubbleGroup;
  /** The customer's name. */
  readonly customer: string;
  /** Handed in: to ask for the words costs more than to draw the group, and there are hundreds. */
  readonly t: TFunction;
  readonly language: string;
};

const BUBBLES = {
  customer: 'bg-hover rounded-bl-sm',
  mine: 'bg-accent/14 rounded-br-sm',
  colleague: 'bg-hover rounded-bl-sm',
};

/** Drawn again when one of its own bubbles changes. */
export const MessageGroup = memo(function MessageGroup({
  group: { side, name, bubbles, startsDay },
  customer,
  t,
  language,
}: Props) {
  const mine = side === 'mine';
  const who = side === 'customer' ? customer : mine ? t('session.me') : name;
  const last = bubbles.at(-1);
  return (
    // What is out of sight is not laid out; it counts as one bubble until it was seen.
    <div className="grid gap-4 [contain-intrinsic-block-size:auto_4rem] [content-visibility:auto]">
      {startsDay && (
        <p className="flex items-center gap-3 text-ink-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {day(bubbles[0]?.at ?? 0, language)}
        </p>
      )}
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
            {bubble.files && (
              <MessageFiles
                files={bubble.files}
                language={language}
                areSent={bubble.outgoing === undefined}
              />
            )}
            {bubble.text !== '' && <MessageText text={bubble.text} />}
          </div>
        ))}
        <p className="digits flex flex-wrap items-center gap-1.5 px-1 text-ink-faint text-xs">
          {side === 'colleague' && <bdi>{name} · </bdi>}
          {last && (
            <time dateTime={new Date(last.at).toISOString()}>{timeOfDay(last.at, language)}</time>
          )}
          {last && <DeliveryTick bubbles={bubbles} t={t} />}
        </p>
      </div>
    </div>
  );
});
