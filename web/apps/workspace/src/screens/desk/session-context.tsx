/** On a wide screen: what is known about the customer and this session. */

import type { SessionView } from '@rapport/live/wire';
import { shortDateAndTime } from '@rapport/ui/format/time';
import { BadgeCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndedSession } from '../../state/ended-sessions';
import { serverNow } from '../../state/timed';
import { Fact, Facts } from '../facts';
import { RatingFacts } from '../rating-facts';
import { useMessages } from './use-messages';

type Props = { readonly session: SessionView; readonly ended: EndedSession | undefined };

export function SessionContext({ session, ended }: Props) {
  const { t, i18n } = useTranslation();
  const { length: count } = useMessages(session.id, ended).messages;
  const { customer, channel, group, arrived, since, rating } = session;
  const moment = (at: number) => shortDateAndTime(at, serverNow(), i18n.language);
  return (
    <aside
      aria-label={t('session.customer')}
      className="hidden w-80 shrink-0 overflow-y-auto border-line border-l bg-sunken lg:block"
    >
      <Part title={t('session.customer')}>
        <Facts>
          <Fact name={t('session.name')}>
            <bdi>{customer.name}</bdi>
          </Fact>
          {customer.number && (
            <Fact name={t('call.number')}>
              <bdi>{customer.number}</bdi>
            </Fact>
          )}
          {customer.user_id !== undefined && (
            <Fact name={t('session.user-id')}>
              <bdi className="select-all">{customer.user_id}</bdi>
              <span className="mt-1 flex items-center gap-1 text-ink-soft text-xs">
                <BadgeCheck aria-hidden size={14} />
                {t('session.verified')}
              </span>
            </Fact>
          )}
          <Fact name={t('session.customer-id')}>
            <span className="select-all font-mono text-xs" title={customer.id}>
              {customer.id.slice(0, 8)}
            </span>
          </Fact>
        </Facts>
      </Part>
      <Part title={t('session.this-session')}>
        <Facts>
          <Fact name={t('session.channel')}>{channel}</Fact>
          <Fact name={t('call.group')}>{group.name}</Fact>
          <Fact name={t('call.arrived')}>{moment(arrived)}</Fact>
          {since !== undefined && <Fact name={t('session.opened')}>{moment(since)}</Fact>}
          <Fact name={t('session.messages-count')}>{count}</Fact>
          {rating?.state === 'given' && <RatingFacts rating={rating} />}
        </Facts>
      </Part>
    </aside>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="border-line border-b p-5">
      <h3 className="mb-3 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
