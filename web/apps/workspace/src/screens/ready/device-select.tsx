/** Chooses one device; the system's own choice is always one of them. */

import type { Device } from '@rapport/phone/devices';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  readonly devices: readonly Device[];
  readonly value: string;
  readonly onChange: (id: string) => void;
};

export function DeviceSelect({ label, devices, value, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const listed = devices.filter(device => device.id !== 'default');
  const isThere = listed.some(device => device.id === value);
  // Before the names are known nothing is missing.
  const isMissing = value !== '' && !isThere && listed.length > 0;
  return (
    <div className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[11rem_1fr]">
      <label htmlFor={id} className="text-ink-soft">
        {label}
      </label>
      <select
        id={id}
        value={isThere || isMissing ? value : ''}
        onChange={event => onChange(event.target.value)}
        className="h-8 min-w-0 rounded-md border border-edge bg-surface px-2"
      >
        <option value="">{t('ready.device-default')}</option>
        {isMissing && <option value={value}>{t('ready.device-missing')}</option>}
        {listed.map(device => (
          <option key={device.id} value={device.id}>
            {device.name}
          </option>
        ))}
      </select>
    </div>
  );
}
