/** One session (W20): who, what was written, and the place to answer; or how it ended. */

import type { Gone, SessionView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { Link } from '@tanstack/react-router';
import { CircleSlash, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteText } from '../../call-bar/hand-over-note';
import { trayOf } from '../../state/attachments';
import { isCallOnlyEnd } from '../../state/call-only-end';
import type { EndedSession } from '../../state/ended-sessions';
import { markSeen } from '../../state/unread';
import { Composer } from './composer';
import { EndsAt } from './ends-at';
import { DropZone } from './files/drop-zone';
import { useFilesIn } from './files/use-files-in';
import { MessageStream } from './message-stream';
import { SessionHeader } from './session-header';
import { SilenceLine } from './silence-line';
import { TypingNote } from './typing-note';
import { useMessages } from './use-messages';

type Props = {
  readonly session: SessionView;
  /** What is left of it; absent while it runs. */
  readonly ended: EndedSession | undefined;
};

export function SessionWindow({ session, ended }: Props) {
  const { t } = useTranslation();
  const { messages, failed, tryAgain } = useMessages(session.id, ended);
  const last = messages.at(-1)?.sequence ?? 0;
  useSeenWhileVisible(session.id, last);
  const isOpen = ended === undefined;
  const canSend = isOpen && session.offer === undefined;
  const { isOver, handlers } = useFilesIn(
    canSend ? files => trayOf(session.id).add(files) : undefined,
  );
  return (
    <section
      aria-label={session.customer.name}
      className="relative flex h-full min-w-0 flex-col"
      {...handlers}
    >
      {isOver && <DropZone name={session.customer.name} />}
      <SessionHeader session={session} isOpen={isOpen} />
      {isOpen && session.note && (
        <div className="border-line border-b px-4 pb-2">
          <NoteText note={session.note} />
        </div>
      )}
      {failed ? (
        <Empty
          icon={TriangleAlert}
          title={t('session.messages-failed')}
          action={<Button onClick={tryAgain}>{t('records.try-again')}</Button>}
        />
      ) : (
        <MessageStream session={session} messages={messages}>
          <SilenceLine session={session} why={ended?.why} />
        </MessageStream>
      )}
      {isOpen ? (
        <>
          <TypingNote session={session} />
          {session.ends_at !== undefined && <EndsAt at={session.ends_at} />}
          {session.offer ? <AcceptFirst /> : <Composer session={session} />}
        </>
      ) : (
        <Ended session={session} why={ended.why} />
      )}
    </section>
  );
}

/** Seen is what was on a screen that somebody could look at. */
function useSeenWhileVisible(contact: string, sequence: number): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') markSeen(contact, sequence);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [contact, sequence]);
}

function AcceptFirst() {
  const { t } = useTranslation();
  return (
    <p className="border-line border-t bg-sunken px-4 py-4 text-center text-ink-faint">
      {t('session.accept-first')}
    </p>
  );
}

function Ended({ session, why }: { readonly session: SessionView; readonly why: Gone }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-t bg-sunken px-4 py-3.5">
      <CircleSlash aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <p role="status" className="flex-1">
        {t(isCallOnlyEnd(why) ? 'gone.session.ended' : `gone.session.${why}`)}
      </p>
      <Link
        to="/records"
        search={{ record: session.id }}
        className="font-medium text-accent underline-offset-2 hover:underline"
      >
        {t('session.record')}
      </Link>
    </div>
  );
}
