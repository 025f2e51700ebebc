/** Points in time through Intl: in the language of the page, with the customs of the person's region. */

import { oncePer } from './once';

const inStyle = (style: Intl.DateTimeFormatOptions) =>
  oncePer((locale: string) => new Intl.DateTimeFormat(locale, style));

const HOUR_AND_MINUTE = inStyle({ timeStyle: 'short' });
const WITH_SECONDS = inStyle({ timeStyle: 'medium' });
const DATE_AND_TIME = inStyle({ dateStyle: 'medium', timeStyle: 'short' });
const WITHIN_YEAR = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
const THIS_YEAR = inStyle(WITHIN_YEAR);
const ANOTHER_YEAR = inStyle({ ...WITHIN_YEAR, year: 'numeric' });
const DAY = inStyle({ dateStyle: 'full' });

export function timeOfDay(at: number, language: string): string {
  return HOUR_AND_MINUTE(localeOf(language)).format(at);
}

export function timeWithSeconds(at: number, language: string): string {
  return WITH_SECONDS(localeOf(language)).format(at);
}

export function dateAndTime(at: number, language: string): string {
  return DATE_AND_TIME(localeOf(language)).format(at);
}

/** Today: only the time. This year: day and time. Else the whole date. */
export function shortDateAndTime(at: number, now: number, language: string): string {
  if (dayKey(at) === dayKey(now)) return timeOfDay(at, language);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? THIS_YEAR : ANOTHER_YEAR)(localeOf(language)).format(at);
}

export function day(at: number, language: string): string {
  return DAY(localeOf(language)).format(at);
}

/** Equal for two moments of the same local day. */
export function dayKey(at: number): string {
  return new Date(at).toDateString();
}

/** "en" says nothing about 24 hours; the browser's "en-GB" does. */
function localeOf(language: string): string {
  const { language: regional } = navigator;
  const [base = language] = language.split('-');
  return regional.startsWith(base) ? regional : language;
}
