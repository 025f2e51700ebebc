/** The head of a session's window. End Chat Session stands in its upper right corner (DK03). */

import type { SessionView } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { IconButton } from '@rapport/ui/components/icon-button';
import { timeOfDay } from '@rapport/ui/format/time';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../actions/act-button';
import { endSession } from '../../actions/end-session';
import { inviteRating } from '../../actions/invite-rating';
import { transferSession } from '../../actions/transfer-session';
import { useScreen } from '../../state/screen';
import { RatingSign } from './rating-sign';

type Props = { readonly session: SessionView; readonly isOpen: boolean };

export function SessionHeader({ session, isOpen }: Props) {
  const { t, i18n } = useTranslation();
  const { customer, group, channel, since, offer } = session;
  return (
    <header className="flex min-h-13 shrink-0 items-center gap-3 border-line border-b px-4 py-1.5">
      <IconButton
        name={t('desk.back')}
        icon={ArrowLeft}
        className="-ml-2 md:hidden"
        onClick={() => useScreen.setState({ session: undefined })}
      />
      <Avatar id={customer.id} name={customer.name} />
      <div className="min-w-0 flex-1 leading-5">
        <h2 className="truncate font-semibold">
          <bdi>{customer.name}</bdi>
        </h2>
        <p className="truncate text-ink-faint text-sm">
          {[
            group.name,
            channel,
            since !== undefined && t('session.since', { time: timeOfDay(since, i18n.language) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <RatingSign session={session} />
      {isOpen && !offer && (
        <>
          {session.rating?.state === 'available' && <ActButton act={inviteRating} brief />}
          <ActButton act={transferSession} brief />
          <ActButton act={endSession} confirm={t('session.end-again')} brief />
        </>
      )}
    </header>
  );
}
