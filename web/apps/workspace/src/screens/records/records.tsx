/** Service records (W22): calls and sessions that this member may see, newest first; a row opens the drawer. */

import type { GroupKind } from '@rapport/live/wire';
import { join } from '@rapport/ui/join';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../page-title';
import { Filters } from './filters';
import { RecordDrawer } from './record-drawer';
import { RecordsTable } from './records-table';

const TABS: readonly (GroupKind | undefined)[] = [undefined, 'voice', 'chat'];

export function Records() {
  const { t } = useTranslation();
  usePageTitle(t('records.title'));
  const navigate = useNavigate();
  const { record, ...filter } = useSearch({ from: '/signed-in/framed/records' });
  const { kind } = filter;
  return (
    <div className="relative flex h-full min-w-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-4 pb-3 sm:px-6">
          <h1 className="font-semibold text-xl tracking-tight">{t('records.heading')}</h1>
          <nav aria-label={t('records.kind')} className="flex gap-0.5 rounded-lg bg-hover p-0.5">
            {TABS.map(tab => (
              <Link
                key={tab ?? 'all'}
                to="/records"
                search={{ ...filter, kind: tab }}
                aria-current={tab === kind ? 'true' : undefined}
                className={join(
                  'rounded-md px-3 py-1 font-medium text-sm',
                  tab === kind ? 'bg-surface shadow-low' : 'text-ink-soft hover:text-ink',
                )}
              >
                {t(`records.tab.${tab ?? 'all'}`)}
              </Link>
            ))}
          </nav>
        </header>
        <Filters
          filter={filter}
          onChange={to => void navigate({ to: '/records', search: to, replace: true })}
        />
        <RecordsTable filter={filter} open={record} />
      </div>
      {record && <RecordDrawer key={record} id={record} filter={filter} />}
    </div>
  );
}
