/** What the list is narrowed to: all, what is unread, or what is hidden, where anything is. */

import { join } from '@rapport/ui/join';
import { useTranslation } from 'react-i18next';
import { FILTERS, type Filter, filterNow, useInbox } from '../../state/inbox';
import { useUnreadSessions } from '../../state/unread';

export function InboxFilter() {
  const { t } = useTranslation();
  const chosen = useInbox(filterNow);
  const hidden = useInbox(state => state.hidden.length);
  const unread = useUnreadSessions();
  const counts: Readonly<Record<Filter, number>> = { all: 0, unread, hidden };
  return (
    <fieldset className="flex gap-1 px-4 pb-2">
      <legend className="sr-only">{t('desk.filter')}</legend>
      {FILTERS.filter(filter => filter !== 'hidden' || hidden > 0).map(filter => {
        const count = counts[filter];
        return (
          <button
            key={filter}
            type="button"
            aria-pressed={filter === chosen}
            onClick={() => useInbox.setState({ filter })}
            className={join(
              'flex min-h-7 items-center gap-1.5 rounded-full px-2.5 text-sm',
              filter === chosen
                ? 'bg-surface font-medium shadow-low ring-1 ring-line'
                : 'text-ink-soft hover:bg-hover hover:text-ink',
            )}
          >
            {t(`desk.filter.${filter}`)}{' '}
            {count > 0 && <span className="digits text-ink-faint text-xs">{count}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}
