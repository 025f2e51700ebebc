/** Step one: customers hear the agent. */

import { useTranslation } from 'react-i18next';
import type { MicrophoneCheck } from './microphone-check';
import { MicrophoneTrial } from './microphone-trial';
import { Step } from './step';

type Props = { readonly check: MicrophoneCheck };

export function MicrophoneStep({ check }: Props) {
  const { t } = useTranslation();
  return (
    <Step
      number={1}
      title={t('ready.microphone')}
      why={t('ready.microphone-why')}
      done={check.state.step === 'granted'}
    >
      <MicrophoneTrial check={check} />
    </Step>
  );
}
