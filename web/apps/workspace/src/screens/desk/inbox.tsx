/** The list on the left (W18): what is new, who waits for whom, what has ended; or why there is nothing. */

import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { CheckCheck, Inbox as InboxIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEndedToday } from '../../state/ended-sessions';
import { filterNow, passes, useInbox } from '../../state/inbox';
import { usePicture } from '../../state/live';
import { useScreen } from '../../state/screen';
import { statusText } from '../../state/status-text';
import { useUnreadIds } from '../../state/unread';
import { EndedList } from './ended-list';
import { InboxFilter } from './inbox-filter';
import { RowMenu } from './row-menu';
import { SessionList } from './session-list';

export function Inbox() {
  const { t } = useTranslation();
  const { sessions_open: open, sessions_max: max } = usePicture(({ me }) => me);
  const any = usePicture(({ sessions }) => sessions.length > 0);
  const ended = useEndedToday();
  const hidden = useInbox(state => state.hidden);
  const filter = useInbox(filterNow);
  const isHidden = ({ session }: (typeof ended)[number]) => hidden.includes(session.id);
  const shown = ended.filter(one => isHidden(one) === (filter === 'hidden'));
  const isEmpty = !any && ended.length === 0;
  return (
    <section aria-labelledby="desk-inbox" className="flex h-full flex-col">
      <header className="flex h-13 shrink-0 items-center gap-2 px-4">
        <h1 id="desk-inbox" className="flex-1 font-semibold text-lg">
          {t('desk.list')}
        </h1>
        <span className="digits text-ink-faint text-sm" title={t('desk.load-label', { open, max })}>
          {t('desk.load', { open, max })}
        </span>
      </header>
      {!isEmpty && <InboxFilter />}
      {isEmpty ? (
        <NoSessions />
      ) : (
        <RowMenu className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
          {filter !== 'hidden' && any && <SessionList headings filter={filter} />}
          {filter === 'unread' && <NothingUnread />}
          {filter !== 'unread' && shown.length > 0 && (
            <EndedList ended={shown} which={filter === 'hidden' ? 'hidden' : 'ended'} />
          )}
        </RowMenu>
      )}
    </section>
  );
}

/** Where the filter lets nothing through. */
function NothingUnread() {
  const { t } = useTranslation();
  const unread = useUnreadIds(true);
  const chosen = useScreen(({ session }) => session);
  const any = usePicture(({ sessions }) => sessions.some(passes('unread', unread, chosen)));
  if (any) return null;
  return (
    <Empty
      icon={CheckCheck}
      title={t('desk.none-unread')}
      why={t('desk.none-unread-why')}
      action={
        <Button onClick={() => useInbox.setState({ filter: 'all' })}>{t('desk.show-all')}</Button>
      }
    />
  );
}

function NoSessions() {
  const { t } = useTranslation();
  const label = usePicture(({ me }) => me.label);
  const inChatGroup = usePicture(({ groups }) => groups.some(({ kind }) => kind === 'chat'));
  const why = !inChatGroup
    ? t('desk.none-group')
    : label === 'available'
      ? t('desk.none-available')
      : t('desk.none-other', { status: statusText(label) });
  return <Empty icon={InboxIcon} title={t('desk.none')} why={why} />;
}
