/** How a contact ended, as a word with a colour and a shape. */

import { join } from '@rapport/ui/join';
import { Check, CircleDot, Minus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { endText, outcomeOf } from './end-reason';

type Props = { readonly reason: string | undefined };

const LOOKS = {
  good: [Check, 'text-available'],
  plain: [Minus, 'text-ink-faint'],
  bad: [X, 'text-busy'],
} as const;

export function EndBadge({ reason }: Props) {
  const { t } = useTranslation();
  if (!reason) {
    return (
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-in-line">
        <CircleDot aria-hidden className="size-3.5" />
        {t('records.running')}
      </span>
    );
  }
  const [Icon, colour] = LOOKS[outcomeOf(reason)];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={join('size-3.5', colour)} />
      {endText(reason)}
    </span>
  );
}
