/** A session in the list (W18): who, the last words, how long the customer waits, what is unread, and its menu. */

import type { Lateness, SessionView } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { briefSpan } from '@rapport/ui/format/relative';
import { join } from '@rapport/ui/join';
import { BellRing, Clock, Globe, Pin } from 'lucide-react';
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { OfferCountdown } from '../../call-bar/countdown';
import { useInbox } from '../../state/inbox';
import { usePicture } from '../../state/live';
import { openSession, useScreen } from '../../state/screen';
import { lastMessage } from '../../state/sessions';
import { useTimed } from '../../state/timed';
import { useIsTyping } from '../../state/typing';
import { useUnreadIn } from '../../state/unread';
import { RowMenuButton } from './row-menu-button';

type Props = { readonly session: SessionView };

/** Drawn again when its own session changes, whatever is said in the others. */
export const SessionRow = memo(function SessionRow({
  session: { id, customer, group, channel, offer, customer_waits_since, late },
}: Props) {
  const { t } = useTranslation();
  const name = useId();
  const chosen = useScreen(({ session, inDesk }) => inDesk && session === id);
  const isPinned = useInbox(({ pinned }) => pinned.includes(id));
  const unreadNow = useUnreadIn(id);
  const unread = offer ? 0 : unreadNow;
  return (
    // What is only offered has no menu: it is taken or left.
    <div data-session={offer ? undefined : id} className="group relative">
      <button
        type="button"
        aria-current={chosen ? 'true' : undefined}
        onClick={() => openSession(id)}
        className={join(
          'flex w-full items-center gap-3 rounded-lg px-2 py-2 text-left',
          chosen ? 'bg-surface shadow-low ring-1 ring-line' : 'hover:bg-hover',
        )}
      >
        {offer ? (
          <OfferCountdown offer={offer} size={32} />
        ) : (
          <Avatar id={customer.id} name={customer.name} />
        )}
        <span className="min-w-0 flex-1 leading-5">
          <span className="flex items-baseline gap-2">
            <bdi
              id={name}
              className={join(
                'min-w-0 flex-1 truncate',
                unread > 0 ? 'font-semibold' : 'font-medium',
              )}
            >
              {customer.name}
            </bdi>
            {isPinned && <PinSign />}
            {!offer && customer_waits_since !== undefined && (
              <Waits since={customer_waits_since} late={late} />
            )}
          </span>
          <span className="flex items-center gap-2">
            <LastWords contact={id} isNew={unread > 0} />
            {unread > 0 && (
              <span className="digits min-w-4.5 rounded-full bg-accent px-1 text-center font-semibold text-[11px] text-on-accent leading-4.5">
                <span aria-hidden>{unread}</span>
                <span className="sr-only">{t('desk.unread', { count: unread })}</span>
              </span>
            )}
          </span>
          <span className="flex items-center gap-1 pr-7 text-ink-faint text-xs">
            <ChannelSign channel={channel} />
            <span className="truncate">{group.name}</span>
          </span>
        </span>
      </button>
      {!offer && <RowMenuButton of={name} />}
    </div>
  );
});

/** Where the customer writes: sessions come from websites. */
export function ChannelSign({ channel }: { readonly channel: string }) {
  const { t } = useTranslation();
  return (
    <span title={t('desk.channel', { channel })} className="shrink-0">
      <Globe aria-hidden className="size-3" />
      <span className="sr-only">{t('desk.channel', { channel })}</span>
    </span>
  );
}

function PinSign() {
  const { t } = useTranslation();
  return (
    <span title={t('desk.pinned')} className="shrink-0 self-center text-ink-faint">
      <Pin aria-hidden className="size-3" />
      <span className="sr-only">{t('desk.pinned')}</span>
    </span>
  );
}

type WordsProps = { readonly contact: SessionView['id']; readonly isNew: boolean };

function LastWords({ contact, isNew }: WordsProps) {
  const { t } = useTranslation();
  const words = useLastWords(contact);
  const isTyping = useIsTyping(contact);
  const colour = isTyping ? 'text-accent' : isNew ? 'text-ink' : 'text-ink-faint';
  return (
    <span className={join('min-w-0 flex-1 truncate text-sm', colour)}>
      {isTyping ? t('desk.writes') : words}
    </span>
  );
}

function useLastWords(contact: SessionView['id']): string {
  const { t } = useTranslation();
  const last = usePicture(picture => lastMessage(picture, contact));
  const me = usePicture(picture => picture.me.myself.id);
  if (!last) return t('desk.no-message');
  const { author } = last;
  const text = last.text || (last.files?.map(({ name }) => name).join(', ') ?? '');
  if (author.author === 'customer') return text;
  // DK05: a colleague may have had it before.
  return author.id === me ? t('desk.you', { text }) : t('desk.by', { name: author.name, text });
}

const COLOURS = { calm: 'text-ink-faint', reminded: 'text-on-break', overdue: 'text-busy' };

type WaitsProps = { readonly since: number; readonly late: Lateness | undefined };

/** As late as the server says it is (DK15); a bell and heavier words go with the colour. */
export function Waits({ since, late }: WaitsProps) {
  const { t, i18n } = useTranslation();
  const span = useTimed(now => briefSpan(now - since, i18n.language));
  const Icon = late ? BellRing : Clock;
  const waits = t('desk.waits', { time: span });
  const words = late ? `${waits}. ${t(`desk.late.${late}`)}` : waits;
  return (
    <span
      title={words}
      className={join(
        'digits inline-flex shrink-0 items-center gap-1 text-xs',
        COLOURS[late ?? 'calm'],
        late && 'font-semibold',
      )}
    >
      <Icon aria-hidden className="size-3" />
      <span className="sr-only">{words}</span>
      <span aria-hidden>{span}</span>
    </span>
  );
}
