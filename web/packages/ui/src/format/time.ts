/** Points in time through Intl: in the language of the page, with the customs of the person's region. */

export function timeOfDay(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'short' }).format(at);
}

export function timeWithSeconds(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'medium' }).format(at);
}

export function dateAndTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
}

/** Today: only the time. This year: day and time. Else the whole date. */
export function shortDateAndTime(at: number, now: number, language: string): string {
  if (dayKey(at) === dayKey(now)) return timeOfDay(at, language);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    ...(!sameYear && { year: 'numeric' }),
  }).format(at);
}

export function day(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full' }).format(at);
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
