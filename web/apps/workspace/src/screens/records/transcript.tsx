/** What was written, as text, and what the clocks of the session did. */

import type { CustomerView, MessageView, RecordDetail } from '@rapport/live/wire';
import { timeOfDay } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import { known } from '../../state/known';
import { MessageFiles } from '../desk/message-files';
import { MessageText } from '../desk/message-text';
import { type TranscriptLine, transcriptLines } from './transcript-lines';

type Props = {
  readonly detail: Pick<RecordDetail, 'messages' | 'timeline' | 'record'>;
  readonly customer: CustomerView;
};

export function Transcript({ detail: { messages, timeline, record }, customer }: Props) {
  const { t } = useTranslation();
  const lines = transcriptLines(messages, timeline, record.end_reason);
  if (lines.length === 0) return <p className="text-ink-faint">{t('records.transcript-none')}</p>;
  return (
    <ol className="grid gap-3">
      {lines.map((line, index) =>
        line.kind === 'said' ? (
          <Said key={line.message.id} message={line.message} customer={customer} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: what has happened stays where it is
          <Happened key={index} line={line} />
        ),
      )}
    </ol>
  );
}

function Said({
  message: { author, text, at, files },
  customer,
}: {
  readonly message: MessageView;
  readonly customer: CustomerView;
}) {
  const { i18n } = useTranslation();
  return (
    <li>
      <p className="flex items-baseline gap-2">
        <bdi className="font-medium">
          {author.author === 'member' ? author.name : customer.name}
        </bdi>
        <Time at={at} />
      </p>
      {files && <MessageFiles files={files} language={i18n.language} areSent />}
      {text !== '' && <MessageText text={text} />}
    </li>
  );
}

function Happened({ line }: { readonly line: Exclude<TranscriptLine, { kind: 'said' }> }) {
  const { t } = useTranslation();
  const words =
    line.kind === 'timed-out'
      ? t('records.transcript-timeout')
      : known(`event.${line.row.what}`, { member: line.row.member?.name ?? t('event.nobody') });
  return (
    <li className="flex items-baseline gap-2 text-ink-faint text-sm">
      <span>{words}</span>
      <Time at={line.at} />
    </li>
  );
}

function Time({ at }: { readonly at: number }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={new Date(at).toISOString()} className="digits text-ink-faint text-xs">
      {timeOfDay(at, i18n.language)}
    </time>
  );
}
