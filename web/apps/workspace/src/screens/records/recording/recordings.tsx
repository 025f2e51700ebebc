/** VC40: what was kept of the sound of a call, one for each talk, and what is missing from it. */

import type { RecordingView } from '@rapport/live/wire';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { known } from '../../../state/known';
import type { TimelineStep } from '../timeline-steps';
import { type Asked, Player } from './player';

/** Less is told below the picture, without an alarm. */
const LOST_MS_MIN = 1_000;

type Props = {
  readonly recordings: readonly RecordingView[];
  readonly steps: readonly TimelineStep[];
  readonly asked: Asked | undefined;
};

export function Recordings({ recordings, steps, asked }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="grid gap-5">
      {recordings.map(recording => (
        <li key={recording.id} className="grid gap-2">
          <p className="flex flex-wrap items-center gap-2">
            <span className="flex-1">
              {t('player.talk-with', { member: recording.member.name })}
            </span>
            {isPartial(recording) && <Partial recording={recording} />}
          </p>
          <Body recording={recording} steps={steps} asked={asked} />
        </li>
      ))}
    </ul>
  );
}

function Body({
  recording,
  steps,
  asked,
}: Omit<Props, 'recordings'> & Pick<BadgeProps, 'recording'>) {
  const { t } = useTranslation();
  const { ready, failure, length_ms } = recording;
  if (ready && length_ms > 0) return <Player recording={recording} steps={steps} asked={asked} />;
  const why = failure ? known(`player.failure-${failure}`) : undefined;
  return (
    <p role="status" className="text-ink-soft">
      {why ?? t(ready ? 'player.empty' : 'player.not-ready')}
    </p>
  );
}

type BadgeProps = { readonly recording: RecordingView };

function Partial({ recording: { failure } }: BadgeProps) {
  const { t } = useTranslation();
  return (
    <span
      title={(failure && known(`player.failure-${failure}`)) || t('player.partial-why')}
      className="inline-flex items-center gap-1.5 rounded-full bg-on-break/12 px-2 font-medium text-on-break text-sm"
    >
      <TriangleAlert aria-hidden className="size-3.5" />
      {t('player.partial')}
    </span>
  );
}

/** A pause was wanted, and nobody misses a syllable; all else that is not there makes it a part. */
function isPartial({ ready, complete, length_ms, spans }: RecordingView): boolean {
  const lost = spans.filter(({ why }) => why !== 'paused');
  const lostMs = lost.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0);
  return ready && length_ms > 0 && (!complete || lostMs >= LOST_MS_MIN);
}
