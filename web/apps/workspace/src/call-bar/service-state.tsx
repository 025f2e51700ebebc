/** Where the customer is meanwhile (W15): the flow, what it is at, the keys, and the way back. Over the call bar while it lasts. */

import type { CallView } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import type { ParseKeys } from 'i18next';
import { Ear, EarOff, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../actions/act-button';
import { takeBack } from '../actions/take-back';
import { useTimed } from '../state/timed';

type Service = NonNullable<CallView['self_service']>;
type Props = { readonly service: Service };

const STAGES: Readonly<Record<Service['stage'], ParseKeys>> = {
  speaking: 'service.speaking',
  listening: 'service.listening',
  working: 'service.working',
  finished: 'service.finished',
  failed: 'service.failed',
};

export function ServiceState({ service }: Props) {
  const { t } = useTranslation();
  const { flow, stage, keys, secret, heard, since, entering } = service;
  const time = useTimed(now => clockFace(now - since));
  return (
    <section
      aria-label={t('service.name')}
      className="absolute right-4 bottom-full z-20 mb-2 w-80 max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-raised p-3 text-ink shadow-high"
    >
      <header className="flex items-baseline gap-2">
        <h2 className="min-w-0 flex-1 font-semibold">
          {t('service.inside', { flow: flow.name || t('service.nameless') })}
        </h2>
        <span className="digits text-ink-soft text-sm">
          <span className="sr-only">{t('service.time')} </span>
          {time}
        </span>
      </header>
      <p role="status" className="mt-1 text-ink-soft text-sm">
        {t(STAGES[stage])}
      </p>
      <p className="digits mt-2 flex min-h-8 items-center justify-end overflow-hidden rounded-md bg-sunken px-2 text-lg tracking-wider">
        <span className="mr-auto font-normal text-ink-soft text-sm tracking-normal">
          {t('service.keys')}
        </span>
        <span className="sr-only">{t('service.keys-count', { count: keys.length })}</span>
        <bdi aria-hidden data-keys={keys}>
          {keys}
        </bdi>
      </p>
      <ul className="mt-2 grid gap-1 text-ink-soft text-sm">
        <li className="flex items-center gap-2">
          {heard ? (
            <Ear aria-hidden className="size-4 shrink-0" />
          ) : (
            <EarOff aria-hidden className="size-4 shrink-0" />
          )}
          {t(heard ? 'service.heard' : 'service.unheard')}
        </li>
        {secret && (
          <li className="flex items-center gap-2">
            <ShieldCheck aria-hidden className="size-4 shrink-0" />
            {t('service.secret')}
          </li>
        )}
      </ul>
      <div className="mt-3 grid">
        <ActButton
          act={takeBack}
          look="primary"
          size="large"
          {...(entering && { confirm: t('service.back-again') })}
        />
      </div>
    </section>
  );
}
