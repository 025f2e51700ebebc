/** The ring of an offer with its digits; in the last five seconds it changes colour and says what will happen. */

import type { OfferView } from '@rapport/live/wire';
import { CountdownRing } from '@rapport/ui/components/countdown-ring';
import { join } from '@rapport/ui/join';
import { useTranslation } from 'react-i18next';
import { serverNow, useTimed } from '../state/timed';

type Props = { readonly offer: OfferView; readonly size?: number };

const LAST_SECONDS = 5;

export function OfferCountdown({ offer: { made, deadline }, size = 40 }: Props) {
  const left = useSecondsLeft(deadline);
  return (
    <CountdownRing
      from={made}
      until={deadline}
      now={serverNow()}
      size={size}
      className={left <= LAST_SECONDS ? 'text-busy' : 'text-available'}
    >
      {left}
    </CountdownRing>
  );
}

type PassingOnProps = {
  readonly deadline: number;
  /** What comes then: somebody else is asked, or nobody. */
  readonly says: 'call.passing-on' | 'consult.ring-ends';
};

export function PassingOn({ deadline, says }: PassingOnProps) {
  const { t } = useTranslation();
  const left = useSecondsLeft(deadline);
  return (
    <p className={join('digits font-medium text-busy text-sm', left > LAST_SECONDS && 'invisible')}>
      {t(says, { count: left })}
    </p>
  );
}

export function useSecondsLeft(deadline: number): number {
  return useTimed(now => Math.ceil(Math.max(0, deadline - now) / 1000));
}
