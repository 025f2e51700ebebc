/** The third level of a lost connection: after 15 s, what it means for the customer and what can be done. */

import { Button } from '@rapport/ui/components/button';
import { clockFace } from '@rapport/ui/format/duration';
import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { connection, usePicture } from '../state/live';
import { useSound } from '../state/phone';
import { BANNER_AFTER_MS, useLostForMs } from './lost-for';

export function ConnectionBanner() {
  const { t } = useTranslation();
  const lostFor = useLostForMs();
  const talking = usePicture(({ calls }) => calls.some(({ state }) => state.state === 'talking'));
  const sessions = usePicture(picture => picture.sessions.length > 0);
  const hasSound = useSound(({ phone }) => phone.state === 'ready');
  if (lostFor === undefined || lostFor < BANNER_AFTER_MS) return null;
  return (
    <section
      aria-label={t('status.not-connected')}
      data-region
      className="tinted flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2 [--tint:var(--on-break)]"
    >
      <WifiOff aria-hidden className="size-4 shrink-0 text-on-break" />
      <p>
        <strong className="digits font-semibold">
          {t('link.lost', { time: clockFace(lostFor) })}
        </strong>{' '}
        {talking && t(hasSound ? 'link.lost-talk' : 'link.lost-music')}{' '}
        {sessions && t('link.lost-sessions')}
      </p>
      <span className="flex-1" />
      <Button size="small" onClick={() => connection.retryNow()}>
        {t('link.try-now')}
      </Button>
    </section>
  );
}
