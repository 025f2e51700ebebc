/** What happened to the contact, step by step. */

import type { TimelineRow } from '@rapport/live/wire';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import { known } from '../../state/known';
import { timelineSteps } from './timeline-steps';

type Props = { readonly rows: readonly TimelineRow[] };

export function Timeline({ rows }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <ol className="relative grid gap-2.5 before:absolute before:top-2 before:bottom-2 before:left-[3px] before:w-px before:bg-line">
      {timelineSteps(rows).map(({ key, row: { at, member } }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a timeline only grows at its end
        <li key={index} className="relative flex gap-3 pl-5">
          <span
            aria-hidden
            className="absolute top-1.5 left-0 size-[7px] rounded-full bg-edge ring-3 ring-surface"
          />
          <span className="min-w-0 flex-1">
            {known(`event.${key}`, { member: member?.name ?? t('event.nobody') }) ?? key}
          </span>
          <time
            dateTime={new Date(at).toISOString()}
            className="digits shrink-0 text-ink-faint text-sm"
          >
            {timeWithSeconds(at, i18n.language)}
          </time>
        </li>
      ))}
    </ol>
  );
}
