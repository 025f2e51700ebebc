/** What was written, as text. */

import type { CustomerView, MessageView } from '@rapport/live/wire';
import { timeOfDay } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import { MessageFiles } from '../desk/message-files';
import { MessageText } from '../desk/message-text';

type Props = { readonly messages: readonly MessageView[]; readonly customer: CustomerView };

export function Transcript({ messages, customer }: Props) {
  const { t, i18n } = useTranslation();
  if (messages.length === 0)
    return <p className="text-ink-faint">{t('records.transcript-none')}</p>;
  return (
    <ol className="grid gap-3">
      {messages.map(({ id, author, text, at, files }) => (
        <li key={id}>
          <p className="flex items-baseline gap-2">
            <bdi className="font-medium">
              {author.author === 'member' ? author.name : customer.name}
            </bdi>
            <time dateTime={new Date(at).toISOString()} className="digits text-ink-faint text-xs">
              {timeOfDay(at, i18n.language)}
            </time>
          </p>
          {files && <MessageFiles files={files} language={i18n.language} areSent />}
          {text !== '' && <MessageText text={text} />}
        </li>
      ))}
    </ol>
  );
}
