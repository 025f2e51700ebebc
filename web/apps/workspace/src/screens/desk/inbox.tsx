/** The list on the left (W18): what is new, who waits for whom, what has ended; or why there is nothing. */

import { Empty } from '@rapport/ui/components/empty';
import { Inbox as InboxIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEndedSessions } from '../../state/ended-sessions';
import { usePicture } from '../../state/live';
import { statusText } from '../../state/status-text';
import { EndedList } from './ended-list';
import { SessionList } from './session-list';

export function Inbox() {
  const { t } = useTranslation();
  const { sessions_open: open, sessions_max: max } = usePicture(({ me }) => me);
  const any = usePicture(({ sessions }) => sessions.length > 0);
  const ended = useEndedSessions(state => state.ended.length > 0);
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
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {any && <SessionList headings />}
        {ended && <EndedList />}
        {!any && !ended && <NoSessions />}
      </div>
    </section>
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
