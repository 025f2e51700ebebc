/** Why I can call nobody at all now (ST01, ST04); nothing where I can. */

import { Notice } from '@rapport/ui/components/notice';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isRinging } from '../actions/outbound-call';
import { useIsLive, usePicture } from '../state/live';

export function OwnHindrance() {
  const { t } = useTranslation();
  const why = useWhy();
  return <div aria-live="polite">{why && <Notice tone="warning">{t(why)}</Notice>}</div>;
}

function useWhy(): ParseKeys | undefined {
  const isLive = useIsLive();
  const { label, audio } = usePicture(({ me }) => me);
  const rings = usePicture(({ calls }) => calls.some(isRinging));
  if (!isLive) return 'dial.not-connected';
  if (rings) return 'problem.ringing';
  if (label === 'in-line') return 'internal.in-line';
  if (label === 'offline') return 'internal.offline';
  return audio ? undefined : 'dial.refused.no-audio';
}
