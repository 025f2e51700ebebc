/**
 * Says that the connection is gone, in three steps: nothing for two seconds, a calm line, then a banner with a way to act.
 *
 * @jsxImportSource preact
 */

import { useClock } from '@rapport/customer/use-clock';
import { t } from './language';

type Props = { downSince: number | undefined; onTryNow: () => void };

export function ConnectionNotice({ downSince, onTryNow }: Props) {
  const now = useClock(downSince !== undefined);
  const ms = downSince === undefined ? 0 : now - downSince;
  if (ms < CALM_MS) return <div role="status" />;
  if (ms < LOUD_MS) {
    return (
      <div class="notice" role="status">
        <p>{t('reconnecting')}</p>
      </div>
    );
  }
  return (
    // The count is for the eye; being read out once a second would be torment.
    <div class="notice is-loud" role="status" aria-live="off">
      <p>{t('no-connection', { time: minutes(ms) })}</p>
      <button type="button" class="small" onClick={onTryNow}>
        {t('try-now')}
      </button>
    </div>
  );
}

function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const CALM_MS = 2000;
const LOUD_MS = 15_000;
