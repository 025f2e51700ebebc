/** DK04: what a silent customer is told, as a line under what was written: that the session ends, and that it has. */

import type { Gone, SessionView } from '@rapport/live/wire';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly session: SessionView;
  /** How it has ended; absent while it runs. */
  readonly why: Gone | undefined;
};

export function SilenceLine({ session: { ends_at: at, end_told }, why }: Props) {
  const { t, i18n } = useTranslation();
  const isOver = why === 'customer-silent';
  if (at === undefined || !(isOver || (end_told && why === undefined))) return null;
  const time = timeWithSeconds(at, i18n.language);
  return (
    <p className="text-center text-ink-faint text-sm">
      {isOver ? t('session.silence-ended', { time }) : t('session.end-told', { time })}
    </p>
  );
}
