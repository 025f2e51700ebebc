/** What a caller is called in the list and by its buttons: their name, else their number. */

import type { VoicemailView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';

export function useCallerName({ caller, number }: VoicemailView): string {
  const { t } = useTranslation();
  return caller ?? number ?? t('voicemail.unknown-caller');
}
