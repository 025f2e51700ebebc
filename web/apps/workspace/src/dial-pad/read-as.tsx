/** What would be called, and whether it may be. It is only told: the server decides again when it is dialled. */

import { useTranslation } from 'react-i18next';
import type { Line } from './lines';
import type { Reading } from './reading';

type Props = { readonly reading: Reading; readonly line: Line | undefined };

export function ReadAs({ reading, line }: Props) {
  const { t } = useTranslation();
  return (
    <p aria-live="polite" className="digits min-h-10 text-sm">
      <NumberRead reading={reading} />
      {reading.state === 'number' &&
        (reading.telephone.emergency ? (
          <span className="font-medium text-busy">{t('dial.emergency')}</span>
        ) : (
          line && <Allowed groups={reading.telephone.groups} line={line} />
        ))}
    </p>
  );
}

/** The number as people of the application's country write it, and the country. */
export function NumberRead({ reading }: Pick<Props, 'reading'>) {
  const { t, i18n } = useTranslation();
  if (reading.state === 'none') return null;
  if (reading.state === 'no-number') {
    return <span className="text-ink-soft">{t('dial.no-number-yet')}</span>;
  }
  const { number, written, country } = reading.telephone;
  return (
    <span className="block font-medium">
      <bdi title={number}>{written}</bdi>
      {country && (
        <span className="font-normal text-ink-soft"> · {countryName(country, i18n.language)}</span>
      )}
    </span>
  );
}

type AllowedProps = { readonly groups: readonly string[]; readonly line: Line };

function Allowed({ groups, line: { group } }: AllowedProps) {
  const { t } = useTranslation();
  if (groups.includes(group.id)) {
    return <span className="text-available">{t('dial.allowed')}</span>;
  }
  const elsewhere = groups.length > 0;
  return (
    <span className="text-busy">
      {t(elsewhere ? 'dial.allowed-elsewhere' : 'dial.not-allowed', { group: group.name })}
    </span>
  );
}

function countryName(letters: string, language: string): string {
  return (
    new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(letters) ?? letters
  );
}
