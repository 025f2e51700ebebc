/** Sizes of files, as people say them. */

import { oncePer } from './once';

const IN_KILOBYTES = oncePer(
  (locale: string) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte' }),
);
const IN_MEGABYTES = oncePer(
  (locale: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }),
);

/** Never less than one kilobyte. */
export function fileSize(bytes: number, language: string): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000));
  if (kilobytes < 1000) return IN_KILOBYTES(language).format(kilobytes);
  return IN_MEGABYTES(language).format(kilobytes / 1000);
}
