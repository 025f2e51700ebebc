/** Whether the customer will be asked after the call (W24): by the agent's wish, or as everybody of this group. */

import type { CallView } from '@rapport/live/wire';
import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = { readonly call: CallView };

export function SurveySign({ call: { survey } }: Props) {
  const { t } = useTranslation();
  if (survey !== 'asked' && survey !== 'always') return null;
  return (
    <p
      role="status"
      className="calm-ground inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-ink-soft text-sm leading-5"
      title={t(survey === 'asked' ? 'survey.asked-why' : 'survey.always-why')}
    >
      <Star aria-hidden className="size-4" />
      {t('survey.asked')}
    </p>
  );
}
