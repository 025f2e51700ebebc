/** That the microphone hears something, in four small bars: the quickest answer to "can they hear me". */

import { join } from '@rapport/ui/join';
import { useTranslation } from 'react-i18next';
import { useSound } from '../state/phone';
import { useLevel } from '../state/speaking';

const STEPS = [0.15, 0.35, 0.5, 0.65];

export function MicLevel() {
  const { t } = useTranslation();
  const stream = useSound(({ microphone }) => microphone);
  const level = useLevel(stream);
  if (!stream) return null;
  return (
    <span className="flex h-4 items-end gap-0.5 max-md:hidden" title={t('call.microphone')}>
      <meter className="sr-only" aria-label={t('call.microphone')} max={1} value={level} />
      {STEPS.map((step, index) => (
        <span
          key={step}
          style={{ height: `${(index + 1) * 25}%` }}
          className={join('w-1 rounded-full', level >= step ? 'bg-available' : 'bg-edge/35')}
        />
      ))}
    </span>
  );
}
