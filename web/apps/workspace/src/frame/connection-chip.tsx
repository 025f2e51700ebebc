/** The second level of a lost connection: from 2 s on, an amber chip and no more. */

import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../state/live';
import { useSound } from '../state/phone';
import { Chip } from './chip';
import { BANNER_AFTER_MS, CHIP_AFTER_MS, useLostForMs } from './lost-for';

export function ConnectionChip() {
  const { t } = useTranslation();
  const lostFor = useLostForMs();
  const talking = usePicture(({ calls }) => calls.some(({ state }) => state.state === 'talking'));
  const hasSound = useSound(({ phone }) => phone.state === 'ready');
  if (lostFor === undefined || lostFor < CHIP_AFTER_MS || lostFor >= BANNER_AFTER_MS) return null;
  return (
    <Chip icon={RefreshCw} tone="warning">
      {t(talking && hasSound ? 'link.reconnecting-talk' : 'link.reconnecting')}
    </Chip>
  );
}
