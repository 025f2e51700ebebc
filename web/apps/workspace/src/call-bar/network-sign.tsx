/** VC53: how the network carries this call. While all is well it is a small picture; a lasting trouble is said in words. */

import { SignalHigh, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNetwork } from '../state/call-quality';

export function NetworkSign() {
  const { t } = useTranslation();
  const look = useNetwork(({ look }) => look);
  const trouble = useNetwork(({ trouble }) => trouble);
  if (!look) return null;
  const numbers = t('call.network-numbers', {
    rtt: look.rttMs ?? '–',
    jitter: look.jitterMs ?? '–',
    loss: look.lossPercent ?? '–',
  });
  return (
    <span
      className="calm-ground inline-flex items-center gap-1.5 text-sm leading-5"
      title={numbers}
    >
      {!trouble && (
        <SignalHigh
          role="img"
          aria-label={t('call.network-good')}
          className="size-4 shrink-0 text-ink-soft"
        />
      )}
      <span role="status" className="inline-flex items-center gap-1.5 font-medium text-on-break">
        {trouble && (
          <>
            <TriangleAlert aria-hidden className="size-4 shrink-0" />
            {t(`call.network-${trouble}`)}
          </>
        )}
      </span>
    </span>
  );
}
