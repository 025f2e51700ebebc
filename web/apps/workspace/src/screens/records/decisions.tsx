/** Why this agent (RT06): for each offer, who was looked at and what was found. */

import type { DecisionView } from '@rapport/live/wire';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { join } from '@rapport/ui/join';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { known } from '../../state/known';

type Props = { readonly decisions: readonly DecisionView[] };

export function Decisions({ decisions }: Props) {
  const { t, i18n } = useTranslation();
  if (decisions.length === 0)
    return <p className="text-ink-faint">{t('records.decisions-none')}</p>;
  return (
    <ol className="grid gap-4">
      {decisions.map(({ at, strategy, candidates, unlisted }) => (
        <li key={at}>
          <p className="mb-1 text-ink-soft text-sm">
            {t('records.decision', {
              time: timeWithSeconds(at, i18n.language),
              strategy: known(`strategy.${strategy}`) ?? strategy,
            })}
          </p>
          <ul className="divide-y divide-line rounded-lg border border-line">
            {candidates.map(({ member, verdict }) => (
              <li key={member.id} className="flex items-center gap-3 px-3 py-1.5">
                <span
                  className={join('min-w-0 flex-1 truncate', verdict === 'chosen' && 'font-medium')}
                >
                  {member.name}
                </span>
                <span className="flex items-center gap-1.5 text-ink-soft text-sm">
                  {verdict === 'chosen' && (
                    <Check aria-hidden className="size-3.5 text-available" />
                  )}
                  {known(`verdict.${verdict}`) ?? verdict}
                </span>
              </li>
            ))}
          </ul>
          {unlisted > 0 && (
            <p className="mt-1 text-ink-faint text-sm">
              {t('records.unlisted', { count: unlisted })}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
