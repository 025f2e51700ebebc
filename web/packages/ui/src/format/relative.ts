/** "3 min", for lists where a clock would shout. */

import { oncePer } from './once';

type Unit = 'second' | 'minute' | 'hour' | 'day';

const inUnit = (unit: Unit) => {
  const style = {
    style: 'unit',
    unit,
    unitDisplay: unit === 'minute' ? 'short' : 'narrow',
  } as const;
  return oncePer((language: string) => new Intl.NumberFormat(language, style));
};
const IN_UNIT = {
  second: inUnit('second'),
  minute: inUnit('minute'),
  hour: inUnit('hour'),
  day: inUnit('day'),
};

export function briefSpan(ms: number, language: string): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  const [amount, unit] =
    minutes < 1
      ? ([Math.max(0, Math.floor(ms / 1000)), 'second'] as const)
      : minutes < 60
        ? ([minutes, 'minute'] as const)
        : minutes < 24 * 60
          ? ([Math.floor(minutes / 60), 'hour'] as const)
          : ([Math.floor(minutes / 1440), 'day'] as const);
  return IN_UNIT[unit](language).format(amount);
}
