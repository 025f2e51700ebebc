/** Step two: where calls ring and where customers are heard. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SoundTrial } from './sound-trial';
import { Step } from './step';

type Props = {
  /** The microphone is allowed, so devices have names. */
  readonly ready: boolean;
};

export function SoundStep({ ready }: Props) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  return (
    <Step number={2} title={t('ready.sound')} why={t('ready.sound-why')} done={tried}>
      <SoundTrial named={ready} onTried={() => setTried(true)} />
    </Step>
  );
}
