/** Says when calls cannot be heard, and where that is mended. Silent while all is well. */

import { Button } from '@rapport/ui/components/button';
import { AudioLines, MicOff, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsLive } from '../state/live';
import { choosePhone, useChosenPhone } from '../state/own-phone';
import { useSound } from '../state/phone';
import { usePreferences } from '../state/preferences';
import { goToSettings } from '../state/screen';
import { Chip } from './chip';

export function SoundChip() {
  const { t } = useTranslation();
  const { phone, elsewhere } = useSound();
  const wanted = usePreferences(({ voice }) => voice === 'voice');
  const isLive = useIsLive();
  const handset = useChosenPhone();
  if (!isLive) return null;
  // What becomes of this browser's sound matters to nobody then.
  if (handset) return handset.state === 'registered' ? null : <HandsetGone />;
  // The mirror bar says it at length.
  if (!wanted || elsewhere) return null;
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
          <span title={t(`ready.${phone.why}`)}>{t(`sound.chip-${phone.why}`)}</span>
          <Button
            look="link"
            size="small"
            className="h-auto"
            onClick={() => goToSettings('devices')}
          >
            {t('sound.fix')}
          </Button>
        </Chip>
      );
  }
}

/** VC31: no call rings for who has chosen a phone that is not there. */
function HandsetGone() {
  const { t } = useTranslation();
  return (
    <Chip icon={PhoneOff} tone="bad">
      <span title={t('handset.gone-why')}>{t('handset.gone')}</span>
      <Button look="link" size="small" className="h-auto" onClick={() => choosePhone(undefined)}>
        {t('handset.use-browser')}
      </Button>
    </Chip>
  );
}
