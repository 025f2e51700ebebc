/** The rules of a password as a list that says of each whether it is met: by words, shape and colour. */

import type { PasswordVerdict } from '@rapport/live/wire';
import { join } from '@rapport/ui/join';
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly id: string;
  readonly verdict: PasswordVerdict | undefined;
  readonly value: string;
};

export function Checklist({ id, verdict, value }: Props) {
  const { t } = useTranslation();
  if (!verdict) return null;
  const { policy, rules } = verdict;
  return (
    <div id={id} className="rounded-lg bg-sunken px-3 py-2.5">
      <p className="mb-1.5 font-medium text-sm">{t('password.rules')}</p>
      <ul className="grid gap-1 text-sm">
        {rules.map(({ rule, met }) => {
          const kept = met && value !== '';
          // Under the classic policy a common password is warned about and taken.
          const warned = rule === 'not-common' && !met && verdict.acceptable;
          const Icon = kept ? CircleCheck : warned ? TriangleAlert : CircleDashed;
          return (
            <li key={rule} className="flex items-start gap-2">
              <Icon
                aria-hidden
                className={join(
                  'mt-0.5 size-4 shrink-0',
                  kept ? 'text-available' : warned ? 'text-on-break' : 'text-ink-faint',
                )}
              />
              <span className={kept ? 'text-ink' : 'text-ink-soft'}>
                {t(`password.rule.${rule}`, { min: policy.min, max: policy.max })}
                <span className="sr-only">
                  {' – '}
                  {t(kept ? 'password.met' : 'password.not-met')}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      <Spoken verdict={verdict} value={value} />
    </div>
  );
}

const QUIET_MS = 900;

/** For screen readers: how far it is, politely, once the typing pauses. */
function Spoken({ verdict, value }: Pick<Props, 'value'> & { readonly verdict: PasswordVerdict }) {
  const { t } = useTranslation();
  const met = verdict.rules.filter(rule => rule.met).length;
  const text = value === '' ? '' : t('password.progress', { met, count: verdict.rules.length });
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
