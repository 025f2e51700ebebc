/** Before the first picture, and when the page is too old to draw one. */

import { Button } from '@rapport/ui/components/button';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../state/live';
import { Logo } from './logo';

export function Splash() {
  const { t } = useTranslation();
  const state = useLive(({ link }) => link.state);
  return (
    <main className="grid h-dvh place-content-center justify-items-center gap-3 bg-canvas">
      <Logo className="size-10" />
      {state === 'outdated' ? (
        <>
          <h1 className="font-semibold text-lg">{t('link.outdated')}</h1>
          <p className="text-ink-soft">{t('link.outdated-why')}</p>
          <Button look="primary" icon={RotateCw} onClick={() => location.reload()}>
            {t('link.reload')}
          </Button>
        </>
      ) : (
        <p role="status" className="text-ink-faint motion-safe:animate-pulse-soft">
          {t(state === 'lost' ? 'link.reconnecting' : 'link.connecting')}
        </p>
      )}
    </main>
  );
}
