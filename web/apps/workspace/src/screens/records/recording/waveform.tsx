/**
 * How loud each side is over time: the customer above, the agent below. The whole picture is a slider, so that a click
 * and the arrow keys both go to a place in the talk.
 */

import type { RecordingPeaks } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { join } from '@rapport/ui/join';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark, Stretch } from './spans';
import { ticks } from './ticks';

type Props = {
  readonly peaks: RecordingPeaks;
  readonly length: number;
  readonly at: number;
  readonly stretches: readonly Stretch[];
  readonly marks: readonly Mark[];
  readonly onSeek: (at: number) => void;
  readonly onToggle: () => void;
};

const LANE = 32;
const STEP_MS = 5_000;
const LEAP_MS = 30_000;
const STRETCH: Readonly<Record<Stretch['why'], string>> = {
  paused: 'striped',
  lost: 'bg-busy/20',
  held: 'bg-on-break/15',
};

export function Waveform({ peaks, length, at, stretches, marks, onSeek, onToggle }: Props) {
  const { t } = useTranslation();
  const percent = (ms: number) => `${(100 * ms) / Math.max(1, length)}%`;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyPlace(event.key, at, length);
    if (event.key === ' ') onToggle();
    else if (to !== undefined) onSeek(Math.min(length, Math.max(0, to)));
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <div className="relative overflow-hidden rounded-lg border border-edge/60 bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
        {stretches.map(({ why, from, to }) => (
          <span
            key={`${why}-${from}`}
            aria-hidden
            className={join('absolute inset-y-0', STRETCH[why])}
            style={{ left: percent(from), width: percent(to - from) }}
          />
        ))}
        <Lanes peaks={peaks} className="text-edge" />
        <div
          className="absolute inset-0"
          style={{ clipPath: `inset(0 calc(100% - ${percent(at)}) 0 0)` }}
        >
          <Lanes peaks={peaks} className="text-accent" />
        </div>
        {marks.map(({ step, at: place }) => (
          <span
            key={`${step.key}-${place}`}
            aria-hidden
            className="absolute top-0 h-2 w-px bg-ink"
            style={{ left: percent(place) }}
          />
        ))}
        <span
          aria-hidden
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-accent"
          style={{ left: percent(at) }}
        />
        <input
          type="range"
          aria-label={t('player.place')}
          aria-valuetext={t('player.place-of', { at: clockFace(at), length: clockFace(length) })}
          min={0}
          max={length}
          value={Math.round(at)}
          onChange={event => onSeek(Number(event.target.value))}
          onKeyDown={onKeyDown}
          className="absolute inset-0 m-0 size-full cursor-pointer appearance-none opacity-0 [&::-moz-range-thumb]:w-px [&::-moz-range-thumb]:border-0 [&::-webkit-slider-thumb]:w-px [&::-webkit-slider-thumb]:appearance-none"
        />
      </div>
      <div aria-hidden className="digits relative h-5 text-ink-faint text-xs">
        {ticks(length).map(tick => (
          <span
            key={tick}
            className={join(
              'absolute top-1',
              tick > 0 && (tick > 0.93 * length ? '-translate-x-full' : '-translate-x-1/2'),
            )}
            style={{ left: percent(tick) }}
          >
            {clockFace(tick)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The slider's own step would be a millisecond. */
function keyPlace(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - STEP_MS;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + STEP_MS;
    case 'PageDown':
      return at - LEAP_MS;
    case 'PageUp':
      return at + LEAP_MS;
    case 'Home':
      return 0;
    case 'End':
      return length;
    default:
      return undefined;
  }
}

type LanesProps = { readonly peaks: RecordingPeaks; readonly className: string };

function Lanes({ peaks: { customer, agent }, className }: LanesProps) {
  const points = Math.max(1, customer.length);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${points} ${2 * LANE}`}
      preserveAspectRatio="none"
      className={join('block h-20 w-full fill-current', className)}
    >
      <path d={lane(customer, LANE / 2)} />
      <path d={lane(agent, LANE * 1.5)} />
    </svg>
  );
}

/** Mirrored at its middle. The root makes a quiet voice visible beside a loud one. */
function lane(peaks: readonly number[], middle: number): string {
  const half = (peak: number) => Math.max(0.4, Math.sqrt(peak / 255) * (LANE / 2 - 1));
  const above = peaks.map((peak, point) => `L${point} ${(middle - half(peak)).toFixed(1)}`);
  const below = peaks.map((peak, point) => `L${point} ${(middle + half(peak)).toFixed(1)}`);
  return `M0 ${middle}${above.join('')}L${peaks.length} ${middle}${below.toReversed().join('')}Z`;
}
