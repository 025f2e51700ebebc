/** The running sessions, in their sections. */

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { type Section, sections } from '../../state/sessions';
import { SessionRow } from './session-row';

const ORDER: readonly Section[] = ['new', 'agent', 'customer'];

type Props = { readonly headings?: boolean };

export function SessionList({ headings = false }: Props) {
  const { t } = useTranslation();
  const sessions = usePicture(picture => picture.sessions);
  const lists = useMemo(() => sections({ sessions }), [sessions]);
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
