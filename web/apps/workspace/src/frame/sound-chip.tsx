/** Says when calls cannot be heard, and where that is mended. Silent while all is well. */

import { Button } from '@rapport/ui/components/button';
import { AudioLines, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsLive } from '../state/live';
import { startPhone, useSound } from '../state/phone';
import { usePreferences } from '../state/preferences';
import { go } from '../state/screen';
import { Chip } from './chip';

export function SoundChip() {
  const { t } = useTranslation();
  const { phone, elsewhere } = useSound();
  const wanted = usePreferences(({ voice }) => voice === 'voice');
  const isLive = useIsLive();
  if (!wanted || !isLive) return null;
  if (elsewhere) {
    return (
      <Chip icon={MicOff} tone="plain">
        <span className="max-md:sr-only">{t('sound.elsewhere')}</span>
        <Button look="link" size="small" className="h-auto" onClick={() => startPhone(true)}>
          {t('sound.use-here')}
        </Button>
      </Chip>
    );
  }
  switch (phone.state) {
    case 'ready':
    case 'off':
      return null;
    case 'asking':
      return (
        <Chip icon={AudioLines} tone="plain">
          {t('sound.asking')}
        </Chip>
      );
    case 'connecting':
      return (
        <Chip icon={AudioLines} tone="plain">
          {t('sound.connecting')}
        </Chip>
      );
    case 'lost':
      return (
        <Chip icon={MicOff} tone="warning">
          {t('sound.lost')}
        </Chip>
      );
    case 'refused':
      return (
        <Chip icon={MicOff} tone="bad">
          {t('sound.refused')}
        </Chip>
      );
    case 'no-microphone':
      return (
        <Chip icon={MicOff} tone="bad">
          {t('sound.chip-off')}
          <Button look="link" size="small" className="h-auto" onClick={() => go('/ready')}>
            {t('sound.fix')}
          </Button>
        </Chip>
      );
  }
}
