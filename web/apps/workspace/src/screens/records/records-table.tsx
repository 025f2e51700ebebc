/** The table of records. Only the rows in sight are in the page. */

import type { Uuid } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { History, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { recordsQuery } from './queries';
import { asked, narrowings, type RecordFilter } from './record-filter';
import { RecordRow } from './record-row';

type Props = { readonly filter: RecordFilter; readonly open: Uuid | undefined };

const ROW_PX = 44;
/** With the result below the name. */
const NARROW_ROW_PX = 56;
const NARROW = '(max-width: 39.99rem)';

export function RecordsTable({ filter, open }: Props) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(recordsQuery(asked(filter)));
  const records = query.data?.pages.flatMap(page => page.records) ?? [];
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: records.length,
    getScrollElement: () => box.current,
    estimateSize: () => (matchMedia(NARROW).matches ? NARROW_ROW_PX : ROW_PX),
    overscan: 12,
  });
  if (query.isError) {
    return (
      <Empty
        icon={TriangleAlert}
        title={t('records.failed')}
        why={query.error.message}
        action={<Button onClick={() => void query.refetch()}>{t('records.try-again')}</Button>}
      />
    );
  }
  if (query.isSuccess && records.length === 0) {
    return narrowings(filter) > 0 ? (
      <Empty icon={History} title={t('records.none-such')} why={t('records.none-such-why')} />
    ) : (
      <Empty icon={History} title={t('records.none')} why={t('records.none-why')} />
    );
  }
  const rows = virtual.getVirtualItems();
  const above = rows[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (rows.at(-1)?.end ?? 0);
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-auto" aria-busy={query.isPending}>
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">{t('records.caption')}</caption>
        <Head />
        <tbody>
          {above > 0 && <Spacer height={above} />}
          {rows.map(({ index }) => {
            const record = records[index];
            return (
              record && (
                <RecordRow
                  key={record.id}
                  record={record}
                  filter={filter}
                  open={record.id === open}
                />
              )
            );
          })}
          {below > 0 && <Spacer height={below} />}
        </tbody>
      </table>
      {query.hasNextPage && (
        <p className="p-4 text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('records.more')}
          </Button>
        </p>
      )}
    </div>
  );
}

function Spacer({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={8} style={{ height }} />
    </tr>
  );
}

function Head() {
  const { t } = useTranslation();
  const cell =
    'sticky top-0 z-10 border-line border-b bg-surface px-3 py-2 font-medium first:pl-4 sm:first:pl-6';
  return (
    <thead>
      <tr className="text-left text-ink-faint text-xs">
        <th scope="col" className={cell}>
          {t('records.customer')}
        </th>
        <th scope="col" className={`${cell} max-md:hidden`}>
          {t('records.entry')}
        </th>
        <th scope="col" className={`${cell} max-sm:hidden`}>
          {t('records.group')}
        </th>
        <th scope="col" className={`${cell} max-lg:hidden`}>
          {t('records.member')}
        </th>
        <th scope="col" className={cell}>
          {t('records.arrived')}
        </th>
        <th scope="col" className={`${cell} text-right max-md:hidden`}>
          {t('records.waited')}
        </th>
        <th scope="col" className={`${cell} text-right max-sm:hidden`}>
          {t('records.talked')}
        </th>
        <th scope="col" className={`${cell} max-sm:hidden`}>
          {t('records.result')}
        </th>
      </tr>
    </thead>
  );
}
