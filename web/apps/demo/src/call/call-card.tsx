/**
 * Calling from the page (C3): the ways to begin, what is going on, and what to do about it.
 *
 * @jsxImportSource preact
 */

import { useLive } from '@rapport/customer/use-live';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../language';
import { type CallPhase, isBusy } from './call-phase';
import { withDuration } from './duration';
import { LiveCall, wordsOf } from './live-call';
import type { PageCall } from './page-call';
import type { PageLines } from './page-line';
import { useCall } from './use-call';
import { useFocusOnChange } from './use-focus-on-change';

type Props = { lines: PageLines; onChat: () => void };

export function CallCard({ lines, onChat }: Props) {
  const views = { hotline: useCall(lines.hotline.call), menu: useCall(lines.menu.call) };
  const lives = { hotline: useLive(lines.hotline.live), menu: useLive(lines.menu.live) };
  const line = views.menu.phase.phase === 'idle' ? 'hotline' : 'menu';
  const { call } = lines[line];
  const { phase, muted } = views[line];
  const { downSince } = lives[line];
  const part = useRef<HTMLDivElement>(null);
  const begin = () => void call.begin();
  useFocusOnChange(part, phase.phase, phase.phase === 'explaining' || phase.phase === 'asking');
  return (
    <div class="customer" ref={part} tabIndex={-1}>
      <Phase
        phase={phase}
        muted={muted}
        away={downSince !== undefined}
        line={line}
        call={call}
        onBegin={begin}
      />
      <div class="ways">
        {phase.phase === 'idle' && (
          <button type="button" class="main-button is-call" onClick={begin}>
            <PhoneIcon />
            {t('call-us')}
          </button>
        )}
        {phase.phase === 'idle' && (
          <button type="button" class="second-button" onClick={() => void lines.menu.call.begin()}>
            {t('call-menu')}
          </button>
        )}
        <button type="button" class="second-button" onClick={onChat}>
          {t('chat-with-us')}
        </button>
      </div>
      <p class="unseen" role="status">
        {isBusy(phase) ? spoken(phase, line) : ''}
      </p>
    </div>
  );
}

type PhaseProps = {
  phase: CallPhase;
  muted: boolean;
  away: boolean;
  line: keyof PageLines;
  call: PageCall;
  onBegin: () => void;
};

function Phase({ phase, muted, away, line, call, onBegin }: PhaseProps) {
  switch (phase.phase) {
    case 'idle':
      return null;
    case 'explaining':
      return (
        <Said what={t('explain-title')} how={t('explain-how')}>
          <button type="button" class="main-button is-call" onClick={() => void call.call()}>
            {t('allow-and-call')}
          </button>
          <button type="button" class="plain-button" onClick={() => call.cancel()}>
            {t('not-now')}
          </button>
        </Said>
      );
    case 'asking':
      return <Said what={t('asking')} />;
    case 'no-microphone':
      return (
        <Again
          what={t(`mic-${phase.why}`)}
          how={t(`mic-${phase.why}-how`)}
          call={call}
          onBegin={onBegin}
        />
      );
    case 'not-connected':
      return (
        <Again
          what={t(`call-${phase.why}`)}
          how={t(`call-${phase.why}-how`)}
          call={call}
          onBegin={onBegin}
        />
      );
    case 'dialling':
    case 'live':
      return <LiveCall phase={phase} muted={muted} away={away} line={line} call={call} />;
    case 'ended':
      return (
        <Again
          what={t(`ended-by-${phase.by}`)}
          how={phase.ms > 0 ? t('ended-how', { time: withDuration(phase.ms) }) : undefined}
          call={call}
          onBegin={onBegin}
        />
      );
  }
}

type AgainProps = { what: string; how: string | undefined; call: PageCall; onBegin: () => void };

function Again({ what, how, call, onBegin }: AgainProps) {
  return (
    <Said what={what} how={how} role="alert">
      <button type="button" class="main-button is-call" onClick={onBegin}>
        <PhoneIcon />
        {t('call-again')}
      </button>
      <button type="button" class="plain-button" onClick={() => call.cancel()}>
        {t('close')}
      </button>
    </Said>
  );
}

type SaidProps = {
  what: string;
  how?: string | undefined;
  role?: 'alert';
  children?: ComponentChildren;
};

function Said({ what, how, role, children }: SaidProps) {
  return (
    <div class="said">
      <div role={role}>
        <p class="said-what">{what}</p>
        {how && <p>{how}</p>}
      </div>
      {children && <div class="said-ways">{children}</div>}
    </div>
  );
}

function PhoneIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M6.5 4h3l1.5 4-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4 1.5v3A2 2 0 0 1 18 20 14.5 14.5 0 0 1 4 6a2 2 0 0 1 2.5-2z" />
    </svg>
  );
}

function spoken(phase: CallPhase, line: keyof PageLines): string {
  if (phase.phase === 'live') {
    const words = wordsOf(phase.state, line);
    return `${t(words)}. ${t(`${words}-how`)}`;
  }
  return phase.phase === 'dialling' ? t('dialling') : '';
}
