/** How long the talk has lasted. */

import { clockFace } from '@rapport/ui/format/duration';
import { useTranslation } from 'react-i18next';
import { useTimed } from '../state/timed';

export function TalkTime({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  const time = useTimed(now => clockFace(now - since));
  return (
    <p className="digits calm-ground min-w-14 text-right font-semibold text-lg">
      <span className="sr-only">{t('call.timer')} </span>
      {time}
    </p>
  );
}
