/** VC53: what spoilt the sound of the call: when, for how long, on whose side, and the worst of it. */

import type { StrainView } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { type LucideIcon, MicOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = { readonly strains: readonly StrainView[] };

const ICONS: Readonly<Record<StrainView['what'], LucideIcon>> = {
  still: MicOff,
  delay: TriangleAlert,
  jitter: TriangleAlert,
  loss: TriangleAlert,
};

export function Strains({ strains }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {strains.map(strain => {
        const { what, member, began, length_ms: length } = strain;
        const Icon = ICONS[what];
        return (
          <li
            key={`${what}-${member?.id ?? ''}-${began}`}
            className="flex items-start gap-2.5 px-3 py-1.5"
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-on-break" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t(`records.strain.${what}`)}</span>
              <span className="block text-ink-soft text-sm">
                {member ? <bdi>{member.name}</bdi> : t('records.strain-customer')}
                <Worst strain={strain} />
              </span>
            </span>
            <span className="digits shrink-0 text-right text-ink-soft text-sm">
              {timeWithSeconds(began, i18n.language)}
              <span className="block">
                <span className="sr-only">{t('records.strain-length')} </span>
                {clockFace(length)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Worst({ strain: { what, worst } }: { readonly strain: StrainView }) {
  const { t } = useTranslation();
  if (worst === undefined) return null;
  const figure = what === 'loss' ? `${worst / 10} %` : `${worst} ms`;
  return <span className="digits"> · {t('records.strain-worst', { figure })}</span>;
}
