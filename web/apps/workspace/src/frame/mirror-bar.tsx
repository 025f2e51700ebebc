/** VC52: the voice is elsewhere; this window shows the same, is silent, and can take it over. */

import { Button } from '@rapport/ui/components/button';
import { AppWindow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsLive } from '../state/live';
import { startPhone, useSound } from '../state/phone';
import { usePreferences } from '../state/preferences';

export function MirrorBar() {
  const { t } = useTranslation();
  const elsewhere = useSound(sound => sound.elsewhere);
  const wanted = usePreferences(({ voice }) => voice === 'voice');
  const isLive = useIsLive();
  if (!elsewhere || !wanted || !isLive) return null;
  return (
    <section
      aria-label={t('mirror.region')}
      data-region
      className="tinted flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2"
    >
      <AppWindow aria-hidden className="size-4 shrink-0 text-accent" />
      <p role="status" className="min-w-50 flex-1">
        <strong className="font-semibold">{t(`mirror.${elsewhere}`)}</strong> {t('mirror.what')}
      </p>
      <Button size="small" onClick={() => startPhone(true)}>
        {t('sound.use-here')}
      </Button>
    </section>
  );
}
