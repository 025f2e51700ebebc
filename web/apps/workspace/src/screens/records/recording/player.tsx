/** A recording to listen to (W22): play, go to a place, faster, without the silence. Nothing is fetched before it is asked for. */

import type { RecordingView, Uuid } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { IconButton } from '@rapport/ui/components/icon-button';
import { clockFace, clockFaceLeft } from '@rapport/ui/format/duration';
import { useQuery } from '@tanstack/react-query';
import { FastForward, Pause, Play, RotateCcw, RotateCw } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { peaksQuery } from '../queries';
import type { TimelineStep } from '../timeline-steps';
import { nextSound } from './silence';
import { marksOf, stretchesOf } from './spans';
import { Speed } from './speed';
import { usePlayer } from './use-player';
import { Waveform } from './waveform';

/** Somebody wants to hear this place, by a step of the timeline. */
export type Asked = { readonly recording: Uuid; readonly at: number };

type Props = {
  readonly recording: RecordingView;
  readonly steps: readonly TimelineStep[];
  readonly asked: Asked | undefined;
};

const NO_PEAKS = { customer: [], agent: [] };
const SKIP_MS = 10_000;

export function Player({ recording, steps, asked }: Props) {
  const { t } = useTranslation();
  const { id, length_ms: length } = recording;
  const peaks = useQuery(peaksQuery(id)).data ?? NO_PEAKS;
  const player = usePlayer(length, at => nextSound(peaks, length, at));
  const { at, stage, playFrom } = player;
  useEffect(() => {
    if (asked?.recording === id) playFrom(asked.at);
  }, [asked, id, playFrom]);
  const stretches = stretchesOf(recording, steps);
  const isPlaying = stage === 'playing';
  return (
    <div className="grid gap-2">
      <audio {...player.audio} src={`/api/v1/recordings/${id}`} preload="none" />
      <Lanes />
      <Waveform
        peaks={peaks}
        length={length}
        at={at}
        stretches={stretches}
        marks={marksOf(recording, steps)}
        onSeek={player.seek}
        onToggle={player.toggle}
      />
      <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
        <IconButton
          name={t(isPlaying ? 'player.pause' : 'player.play')}
          icon={isPlaying ? Pause : Play}
          onClick={player.toggle}
          className="size-10 bg-accent! text-on-accent! hover:brightness-110 active:brightness-95"
        />
        <IconButton
          name={t('player.back')}
          icon={RotateCcw}
          onClick={() => player.seek(at - SKIP_MS)}
        />
        <IconButton
          name={t('player.forward')}
          icon={RotateCw}
          onClick={() => player.seek(at + SKIP_MS)}
        />
        <p className="digits mx-1 flex-1 whitespace-nowrap">
          {clockFace(at)} <span className="text-ink-faint">/ {clockFace(length)}</span>
        </p>
        <IconButton
          name={t('player.skip-silence')}
          icon={FastForward}
          aria-pressed={player.skips}
          onClick={player.toggleSkips}
          className="aria-pressed:bg-accent/15 aria-pressed:text-accent"
        />
        <Speed value={player.speed} onChange={player.setSpeed} />
      </div>
      {stage === 'failed' && (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-busy">
          {t('player.failed')}
          <Button size="small" onClick={player.again}>
            {t('records.try-again')}
          </Button>
        </p>
      )}
      {stretches.length > 0 && (
        <ul className="digits text-ink-soft text-sm">
          {stretches.map(({ why, from, to }) => (
            <li key={`${why}-${from}`}>
              {t(`player.${why}`, { from: clockFace(from), to: clockFaceLeft(to) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Lanes() {
  const { t } = useTranslation();
  return (
    <p className="flex justify-between text-ink-faint text-xs">
      <span>{t('player.above')}</span>
      <span>{t('player.below')}</span>
    </p>
  );
}
