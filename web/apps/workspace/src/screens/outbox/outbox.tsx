/** The demo's outbox: the mails that a real installation would have sent, for everybody to read. Only there in demo mode. */

import { ApiError, api, expectData } from '@rapport/api/client';
import type { OutboxMail } from '@rapport/live/wire';
import { Empty } from '@rapport/ui/components/empty';
import { shortDateAndTime } from '@rapport/ui/format/time';
import { useQuery } from '@tanstack/react-query';
import { Mail, MailX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../frame/logo';
import { MessageText } from '../desk/message-text';
import { usePageTitle } from '../page-title';

const EVERY_MS = 3_000;

export function Outbox() {
  const { t } = useTranslation();
  usePageTitle(t('outbox.title'));
  const { data, error } = useQuery({
    queryKey: ['outbox'],
    queryFn: () => expectData(api.GET('/api/v1/demo/outbox')),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  const absent = error instanceof ApiError && error.problem.status === 404;
  return (
    <main className="min-h-dvh bg-canvas">
      <div className="mx-auto grid max-w-190 gap-4 px-4 py-6">
        <header className="flex items-start gap-3">
          <Logo className="size-8 shrink-0" />
          <div>
            <h1 className="font-semibold text-xl tracking-tight">{t('outbox.title')}</h1>
            <p className="text-ink-soft">{t('outbox.why')}</p>
          </div>
        </header>
        {absent && <Empty icon={MailX} title={t('outbox.absent')} why={t('outbox.absent-why')} />}
        {error && !absent && <p role="alert">{t('problem.unreachable')}</p>}
        {data?.mails.length === 0 && (
          <Empty icon={Mail} title={t('outbox.none')} why={t('outbox.none-why')} />
        )}
        <ul className="grid gap-3">
          {data?.mails.map(mail => (
            <li key={mail.id}>
              <Letter mail={mail} />
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}

function Letter({ mail: { at, to, subject, text } }: { readonly mail: OutboxMail }) {
  const { t, i18n } = useTranslation();
  return (
    <article className="rounded-xl border border-line bg-surface p-4 shadow-low">
      <header className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1 border-line border-b pb-3">
        <h2 className="min-w-40 flex-1 font-semibold">{subject}</h2>
        <p className="digits text-ink-faint text-sm">
          {shortDateAndTime(at, Date.now(), i18n.language)}
        </p>
        <p className="w-full break-words text-ink-soft text-sm">{t('outbox.to', { to })}</p>
      </header>
      <MessageText text={text} />
    </article>
  );
}
