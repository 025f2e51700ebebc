/** F07: the server is about to end. Until when a call may go on, and that nothing new comes. */

import { timeOfDay } from '@rapport/ui/format/time';
import { Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsLive, useLive, usePicture } from '../state/live';

export function MaintenanceBanner() {
  const { t, i18n } = useTranslation();
  const ends = useLive(({ maintenanceEnds }) => maintenanceEnds);
  const talking = usePicture(({ calls }) => calls.some(({ state }) => state.state !== 'ringing'));
  const isLive = useIsLive();
  if (ends === undefined || !isLive) return null;
  const time = timeOfDay(ends, i18n.language);
  return (
    <section
      aria-label={t('maintenance.region')}
      data-region
      className="tinted flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2 [--tint:var(--on-break)]"
    >
      <Wrench aria-hidden className="size-4 shrink-0 text-on-break" />
      <p role="status" className="min-w-50 flex-1">
        <strong className="font-semibold">
          {t(talking ? 'maintenance.talk' : 'maintenance.idle', { time })}
        </strong>{' '}
        {t('maintenance.what')}
      </p>
    </section>
  );
}
