/** The last calls of this agent; each leads to its record. */

import { IconButton } from '@rapport/ui/components/icon-button';
import { clockFace } from '@rapport/ui/format/duration';
import { shortDateAndTime } from '@rapport/ui/format/time';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PhoneOutgoing } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { mayCallOut } from '../../actions/outbound-call';
import { usePicture } from '../../state/live';
import { openDialPad } from '../../state/screen';
import { serverNow } from '../../state/timed';
import { EndBadge } from '../records/end-badge';
import { recordsQuery } from '../records/queries';
import { calledName } from '../records/record-name';

const SHOWN_MAX = 8;

type CallAgainProps = { readonly name: string; readonly number: string | undefined };

/** Opens the dial pad with the number in it. */
function CallAgain({ name, number }: CallAgainProps) {
  const { t } = useTranslation();
  const may = usePicture(mayCallOut);
  if (number === undefined) return <span className="w-8" />;
  return (
    <IconButton
      name={t('dial.again', { name })}
      icon={PhoneOutgoing}
      disabled={!may}
      onClick={() => openDialPad(number)}
      className="relative"
    />
  );
}

export function RecentCalls() {
  const { t, i18n } = useTranslation();
  const { label, myself } = usePicture(({ me }) => me);
  const { data, refetch } = useInfiniteQuery(recordsQuery({ kind: 'voice', member: myself.id }));
  // A call that ends changes the label: that is when there is something new to show.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the label is the occasion
  useEffect(() => void refetch(), [label, refetch]);
  const calls = data?.pages[0]?.records.slice(0, SHOWN_MAX) ?? [];
  if (calls.length === 0) {
    return <p className="px-4 py-6 text-center text-ink-faint">{t('voice.recent-none')}</p>;
  }
  return (
    <ul className="divide-y divide-line">
      {calls.map(
        ({
          id,
          customer,
          member,
          called,
          phone,
          direction,
          group,
          arrived,
          talked,
          end_reason,
        }) => (
          <li key={id} className="relative flex h-11 items-center gap-3 px-4 hover:bg-sunken">
            <Link
              to="/records"
              search={{ record: id }}
              className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
            >
              <bdi>
                {customer?.name ??
                  (member?.id === myself.id ? calledName({ called, phone }) : member?.name)}
              </bdi>
            </Link>
            <span className="min-w-0 flex-1 truncate text-ink-soft max-sm:hidden">
              {group?.name ?? (direction === 'internal' && t('internal.label'))}
            </span>
            <span className="w-44 max-sm:hidden">
              <EndBadge reason={end_reason} />
            </span>
            <span className="digits w-14 text-right text-ink-soft">
              {talked > 0 ? clockFace(talked) : '–'}
            </span>
            <span className="digits w-24 text-right text-ink-faint">
              {shortDateAndTime(arrived, serverNow(), i18n.language)}
            </span>
            <CallAgain name={customer?.name ?? ''} number={customer?.number} />
          </li>
        ),
      )}
    </ul>
  );
}
