/**
 * One message with its name, time and tick, and what can be done when it was not sent.
 *
 * @jsxImportSource preact
 */

import type { FrameWord } from '../words/frame-en';

import { AlertIcon, CheckIcon, ClockIcon } from './icons';
import { t } from './language';
import type { FetchFile } from './message-files';
import { MessageText } from './message-text';
import type { TranscriptLine } from './transcript-lines';
import { useLater } from './use-later';

type Props = {
  line: TranscriptLine;
  file: FetchFile;
  onRetry: () => void;
  onDiscard: () => void;
};

export function Bubble({ line, file, onRetry, onDiscard }: Props) {
  const { agent, stage, files } = line;
  const part = useLater(files !== undefined, () => import('./message-files'));
  const side = agent === undefined ? 'is-mine' : 'is-theirs';
  return (
    <div
      class={`line ${side} is-${stage} ${line.opens ? 'opens' : ''} ${line.closes ? 'closes' : ''}`}
    >
      {line.opens && (
        <span class={agent === undefined ? 'unseen' : 'name'}>{agent ?? t('you')}</span>
      )}
      <div class="bubble">
        {files &&
          (part ? (
            <part.MessageFiles files={files} file={line.filesAreHere ? undefined : file} />
          ) : (
            files.map(({ id, name }) => (
              <p key={id}>
                <bdi>{name}</bdi>
              </p>
            ))
          ))}
        {line.text !== '' && <MessageText text={line.text} />}
      </div>
      {stage === 'failed' && (
        <div class="failed">
          <p>{t(failedWord(line.problem?.code))}</p>
          <button type="button" class="link" onClick={onRetry}>
            {t('retry')}
          </button>
          <button type="button" class="link" onClick={onDiscard}>
            {t('discard')}
          </button>
        </div>
      )}
      {line.closes && stage !== 'failed' && (
        <p class="meta">
          <time dateTime={new Date(line.at).toISOString()}>{clock.format(line.at)}</time>
          {agent === undefined && <Tick stage={stage} />}
        </p>
      )}
    </div>
  );
}

function Tick({ stage }: { stage: TranscriptLine['stage'] }) {
  return (
    <span class="tick" title={t(`stage-${stage}`)}>
      {stage === 'sending' ? <ClockIcon /> : stage === 'sent' ? <CheckIcon /> : <AlertIcon />}
      <span class="unseen">{t(`stage-${stage}`)}</span>
    </span>
  );
}

function failedWord(code: string | undefined): FrameWord {
  switch (code) {
    case 'message-too-long':
      return 'failed-too-long';
    case 'queue-full':
      return 'failed-queue-full';
    case 'contact-ended':
      return 'failed-ended';
    default:
      return 'failed-why';
  }
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
