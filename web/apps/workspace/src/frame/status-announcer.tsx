/** Tells a screen reader, politely, that the status has changed. */

import { useTranslation } from 'react-i18next';
import { usePicture } from '../state/live';
import { statusText } from '../state/status-text';

export function StatusAnnouncer() {
  const { t } = useTranslation();
  const me = usePicture(picture => picture.me);
  return (
    <p role="status" className="sr-only">
      {t('status.changed', { status: statusText(me.label, me.break_reason) })}
    </p>
  );
}
