/** Sessions that ended while this page was open: to be read once more, then put away. */

import { Avatar } from '@rapport/ui/components/avatar';
import { IconButton } from '@rapport/ui/components/icon-button';
import { join } from '@rapport/ui/join';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { forgetEnded, useEndedSessions } from '../../state/ended-sessions';
import { openSession, useScreen } from '../../state/screen';

export function EndedList() {
  const { t } = useTranslation();
  const ended = useEndedSessions(state => state.ended);
  const chosen = useScreen(({ session }) => session);
  return (
    <section aria-label={t('desk.section.ended')}>
      <h2 className="px-2 pt-3 pb-1 font-medium text-ink-faint text-xs">
        {t('desk.section.ended')}
      </h2>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
        {ended.map(({ session: { id, customer, group } }) => (
          <li
            key={id}
            className={join(
              'group flex items-center gap-1 rounded-lg pr-1',
              chosen === id ? 'bg-surface shadow-low ring-1 ring-line' : 'hover:bg-hover',
            )}
          >
            <button
              type="button"
              aria-current={chosen === id ? 'true' : undefined}
              onClick={() => openSession(id)}
              className="flex min-w-0 flex-1 items-center gap-3 rounded-lg px-2 py-1.5 text-left"
            >
              <Avatar id={customer.id} name={customer.name} className="grayscale" />
              <span className="min-w-0 flex-1 leading-5">
                <bdi className="block truncate text-ink-soft">{customer.name}</bdi>
                <span className="block truncate text-ink-faint text-xs">{group.name}</span>
              </span>
            </button>
            <IconButton name={t('desk.dismiss')} icon={X} onClick={() => forgetEnded(id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
