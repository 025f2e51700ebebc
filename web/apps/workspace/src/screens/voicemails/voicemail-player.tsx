/** The caller's words to listen to. Nothing is fetched before it is asked for: the server writes down who listens. */

import type { Uuid } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { IconButton } from '@rapport/ui/components/icon-button';
import { clockFace } from '@rapport/ui/format/duration';
import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Speed } from '../records/recording/speed';
import { usePlayer } from '../records/recording/use-player';
import { soundOf } from './queries';

type Props = {
  readonly id: Uuid;
  /** In milliseconds. */
  readonly length: number;
  readonly caller: string;
};

/** Of the slider's keys. */
const STEP_MS = 1_000;

export function VoicemailPlayer({ id, length, caller }: Props) {
  const { t } = useTranslation();
  const player = usePlayer(length, () => undefined);
  const { at, stage } = player;
  const isPlaying = stage === 'playing';
  return (
    <div className="grid grid-cols-1 gap-2">
      <audio {...player.audio} src={soundOf(id)} preload="none" />
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <IconButton
          name={t(isPlaying ? 'voicemail.pause' : 'voicemail.play', { caller })}
          icon={isPlaying ? Pause : Play}
          onClick={player.toggle}
          className="bg-accent! text-on-accent! hover:brightness-110 active:brightness-95"
        />
        <p className="digits whitespace-nowrap text-sm max-sm:flex-1">
          {clockFace(at)} <span className="text-ink-faint">/ {clockFace(length)}</span>
        </p>
        <Speed value={player.speed} onChange={player.setSpeed} />
        <input
          type="range"
          aria-label={t('player.place')}
          aria-valuetext={t('player.place-of', { at: clockFace(at), length: clockFace(length) })}
          min={0}
          max={length}
          step={STEP_MS}
          value={Math.round(at)}
          onChange={event => player.seek(Number(event.target.value))}
          className="h-6 accent-accent max-sm:w-full sm:w-80"
        />
      </div>
      {stage === 'failed' && (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-busy">
          {t('player.failed')}
          <Button size="small" onClick={player.again}>
            {t('records.try-again')}
          </Button>
        </p>
      )}
    </div>
  );
}
