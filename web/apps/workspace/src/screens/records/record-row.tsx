/** One record in the table. The whole row can be clicked; the customer's name is the link. */

import type { RecordRow as Row } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { dateAndTime, shortDateAndTime } from '@rapport/ui/format/time';
import { join } from '@rapport/ui/join';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../state/timed';
import { EndBadge } from './end-badge';
import { KindIcon } from './kind-icon';
import type { RecordFilter } from './record-filter';
import { recordName } from './record-name';

type Props = {
  readonly record: Row;
  readonly filter: RecordFilter;
  readonly open: boolean;
};

export function RecordRow({ record, filter, open }: Props) {
  const { t, i18n } = useTranslation();
  const { id, direction, entry, group, member, arrived, waited, talked, end_reason } = record;
  const name = recordName(record);
  const cell = 'h-11 border-line border-b px-3 first:pl-4 max-sm:h-14 sm:first:pl-6';
  const result = <EndBadge reason={end_reason} />;
  return (
    <tr className={join('relative hover:bg-sunken', open && 'bg-accent/8')}>
      <td className={cell}>
        <span className="flex min-w-0 items-center gap-2.5">
          <KindIcon record={record} />
          <Link
            to="/records"
            search={{ ...filter, record: id }}
            aria-label={t('records.open', { customer: name })}
            className="truncate font-medium after:absolute after:inset-0"
          >
            <bdi>{name}</bdi>
          </Link>
        </span>
        {/* Where there is no room beside it. */}
        <span className="flex pb-1.5 pl-6.5 text-ink-soft text-sm sm:hidden">{result}</span>
      </td>
      <td className={`${cell} digits text-ink-soft max-md:hidden`}>
        {direction === 'internal' ? t('internal.label') : <bdi>{entry}</bdi>}
      </td>
      <td className={`${cell} text-ink-soft max-sm:hidden`}>{group?.name}</td>
      <td className={`${cell} text-ink-soft max-lg:hidden`}>{member?.name}</td>
      <td className={`${cell} digits whitespace-nowrap text-ink-soft`}>
        <time
          dateTime={new Date(arrived).toISOString()}
          title={dateAndTime(arrived, i18n.language)}
        >
          {shortDateAndTime(arrived, serverNow(), i18n.language)}
        </time>
      </td>
      <td className={`${cell} digits text-right text-ink-soft max-md:hidden`}>
        {clockFace(waited)}
      </td>
      <td className={`${cell} digits text-right text-ink-soft max-sm:hidden`}>
        {talked > 0 ? clockFace(talked) : '–'}
      </td>
      <td className={`${cell} max-sm:hidden`}>{result}</td>
    </tr>
  );
}
