/** The running sessions, in their sections. */

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Filter, passes, useInbox } from '../../state/inbox';
import { usePicture } from '../../state/live';
import { useScreen } from '../../state/screen';
import { type Section, sections } from '../../state/sessions';
import { useUnreadIds } from '../../state/unread';
import { SessionRow } from './session-row';

const ORDER: readonly Section[] = ['new', 'pinned', 'agent', 'customer'];

type Props = { readonly headings?: boolean; readonly filter?: Filter };

export function SessionList({ headings = false, filter = 'all' }: Props) {
  const { t } = useTranslation();
  const sessions = usePicture(picture => picture.sessions);
  const pinned = useInbox(state => state.pinned);
  const unread = useUnreadIds(filter === 'unread');
  const chosen = useScreen(({ session }) => (filter === 'unread' ? session : undefined));
  const lists = useMemo(() => {
    return sections({ sessions: sessions.filter(passes(filter, unread, chosen)) }, pinned);
  }, [sessions, filter, unread, chosen, pinned]);
  return ORDER.map(section =>
    lists[section].length === 0 ? null : (
      <section key={section} aria-label={t(`desk.section.${section}`)}>
        {headings && (
          <h2 className="px-2 pt-2 pb-1 font-medium text-ink-faint text-xs">
            {t(`desk.section.${section}`)}
          </h2>
        )}
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
          {lists[section].map(session => (
            <li key={session.id}>
              <SessionRow session={session} />
            </li>
          ))}
        </ul>
      </section>
    ),
  );
}
