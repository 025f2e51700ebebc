/** "3 min", for lists where a clock would shout. */

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
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'minute' ? 'short' : 'narrow',
  }).format(amount);
}
