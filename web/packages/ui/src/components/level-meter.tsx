/** How loud the microphone is, as bars and as a value for a screen reader. */

import { join } from '../join';

type Props = {
  readonly label: string /** 0 to 1. */;
  readonly level: number;
  readonly bars?: number;
};

export function LevelMeter({ label, level, bars = 20 }: Props) {
  const lit = Math.round(level * bars);
  return (
    <span className="flex h-6 items-center gap-[3px]">
      <meter className="sr-only" aria-label={label} max={100} value={Math.round(level * 100)} />
      {Array.from({ length: bars }, (_, bar) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={bar}
          className={join(
            'h-full w-full rounded-[2px]',
            bar >= lit && 'bg-press',
            bar < lit && (bar > bars * 0.85 ? 'bg-on-break' : 'bg-available'),
          )}
        />
      ))}
    </span>
  );
}
