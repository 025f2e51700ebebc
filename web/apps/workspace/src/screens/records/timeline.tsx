/** What happened to the contact, step by step. A step that was recorded can be listened to from there. */

import type { RecordingView } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { known } from '../../state/known';
import type { Asked } from './recording/player';
import { placeIn } from './recording/spans';
import type { TimelineStep } from './timeline-steps';

type Props = {
  readonly steps: readonly TimelineStep[];
  readonly recordings: readonly RecordingView[];
  readonly onPlay: (asked: Asked) => void;
};

export function Timeline({ steps, recordings, onPlay }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <ol className="relative grid gap-2.5 before:absolute before:top-2 before:bottom-2 before:left-[3px] before:w-px before:bg-line">
      {steps.map(({ key, pressed, row: { at, member, flow, number, phone, score } }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a timeline only grows at its end
        <li key={index} className="relative flex gap-3 pl-5">
          <span
            aria-hidden
            className="absolute top-1.5 left-0 size-[7px] rounded-full bg-edge ring-3 ring-surface"
          />
          <span className="min-w-0 flex-1">
            {known(`event.${key}`, {
              member: member?.name ?? t('event.nobody'),
              pressed: pressed ?? '',
              flow: flow || t('service.nameless'),
              // Of a phone in the house what is told is as of a line outside.
              number: number ?? phone ?? '',
              phone: phone ?? '',
              score: String(score ?? ''),
            }) ?? key}
          </span>
          <PlayFrom asked={heardAt(recordings, at)} onPlay={onPlay} />
          <time
            dateTime={new Date(at).toISOString()}
            className="digits shrink-0 text-ink-faint text-sm"
          >
            {timeWithSeconds(at, i18n.language)}
          </time>
        </li>
      ))}
    </ol>
  );
}

type PlayFromProps = Pick<Props, 'onPlay'> & { readonly asked: Asked | undefined };

function PlayFrom({ asked, onPlay }: PlayFromProps) {
  const { t } = useTranslation();
  if (!asked) return null;
  const place = clockFace(asked.at);
  return (
    <button
      type="button"
      aria-label={t('player.play-from', { place })}
      onClick={() => onPlay({ ...asked })}
      className="digits -my-0.5 inline-flex min-h-6 shrink-0 items-center gap-1 self-start rounded-md px-1.5 text-accent text-sm hover:bg-hover"
    >
      <Play aria-hidden className="size-3" />
      {place}
    </button>
  );
}

function heardAt(recordings: readonly RecordingView[], at: number): Asked | undefined {
  for (const recording of recordings) {
    const { ready, length_ms } = recording;
    const place = ready && length_ms > 0 ? placeIn(recording, at) : undefined;
    if (place !== undefined) return { recording: recording.id, at: place };
  }
  return undefined;
}
