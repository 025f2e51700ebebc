/** How fast a recording plays. The pitch stays. */

import { useTranslation } from 'react-i18next';

const SPEEDS = [1, 1.25, 1.5, 2];

type Props = { readonly value: number; readonly onChange: (speed: number) => void };

export function Speed({ value, onChange }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <select
      aria-label={t('player.speed')}
      value={value}
      onChange={event => onChange(Number(event.target.value))}
      className="digits h-8 rounded-md border border-edge/60 bg-surface px-1.5"
    >
      {SPEEDS.map(speed => (
        <option key={speed} value={speed}>
          {new Intl.NumberFormat(i18n.language).format(speed)}×
        </option>
      ))}
    </select>
  );
}
