/** The chat half: inbox, the session in the window, and what is known about its customer. */

import { Empty } from '@rapport/ui/components/empty';
import { join } from '@rapport/ui/join';
import { MessagesSquare } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { keyNames, useHotkey } from '../../actions/hotkey';
import { nextSession } from '../../actions/next-session';
import { endedSession, useEndedSessions, useEndedToday } from '../../state/ended-sessions';
import { usePicture } from '../../state/live';
import { useScreen } from '../../state/screen';
import { usePageTitle } from '../page-title';
import { Inbox } from './inbox';
import { SessionContext } from './session-context';
import { SessionWindow } from './session-window';

export function Desk() {
  const { t } = useTranslation();
  usePageTitle(t('desk.title'));
  const hotkey = useHotkey(nextSession.hotkey);
  const pickWhy = hotkey
    ? t('desk.pick-why-key', { keys: keyNames(hotkey).join(' ') })
    : t('desk.pick-why');
  const chosen = useScreen(({ session }) => session);
  const open = usePicture(({ sessions }) => sessions.find(({ id }) => id === chosen));
  const isAnyOpen = usePicture(({ sessions }) => sessions.length > 0);
  const ended = useEndedSessions(state => endedSession(state, chosen));
  const session = open ?? ended?.session;
  const isAnyEnded = useEndedToday().length > 0;
  useEffect(() => {
    useScreen.setState({ inDesk: true });
    return () => useScreen.setState({ inDesk: false });
  }, []);
  return (
    <div className="flex h-full min-w-0">
      <div
        className={join(
          'w-full shrink-0 border-line bg-canvas md:w-75 md:border-r',
          session && 'max-md:hidden',
        )}
      >
        <Inbox />
      </div>
      <div className={join('min-w-0 flex-1', !session && 'max-md:hidden')}>
        {session ? (
          <SessionWindow key={session.id} session={session} ended={open ? undefined : ended} />
        ) : (
          // Where there is none, the list says why.
          (isAnyEnded || isAnyOpen) && (
            <Empty icon={MessagesSquare} title={t('desk.pick')} why={pickWhy} />
          )
        )}
      </div>
      {session && <SessionContext session={session} ended={open ? undefined : ended} />}
    </div>
  );
}
