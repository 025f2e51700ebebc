/** DK04: in its last minute a session says that it will end by itself, unless the agent keeps it open. */

import { clockFaceLeft } from '@rapport/ui/format/duration';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../actions/act-button';
import { keepOpen } from '../../actions/keep-open';
import { useTimed } from '../../state/timed';

type Props = { readonly at: number };

const SHOWN_MS = 60_000;

export function EndsAt({ at }: Props) {
  const { t, i18n } = useTranslation();
  const shown = useTimed(now => at - now <= SHOWN_MS);
  const left = useTimed(now => clockFaceLeft(at - now));
  if (!shown) return null;
  return (
    <p
      role="status"
      className="tinted flex items-center gap-2 border-line border-t px-4 py-2 text-sm [--tint:var(--on-break)]"
    >
      <Timer aria-hidden className="size-4 text-on-break" />
      <span className="flex-1">
        {t('session.ends-at', { time: timeWithSeconds(at, i18n.language) })}
      </span>
      <span aria-hidden className="digits font-semibold">
        {t('session.ends-in', { time: left })}
      </span>
      <ActButton act={keepOpen} size="small" />
    </p>
  );
}
