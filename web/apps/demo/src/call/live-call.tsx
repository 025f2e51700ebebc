/**
 * The call under way: its state in plain words, its time, mute and hang up.
 *
 * @jsxImportSource preact
 */

import { useClock } from '@rapport/customer/use-clock';
import { t } from '../language';
import type { CallPhase } from './call-phase';
import { withDuration } from './duration';
import { Keypad } from './keypad';
import type { PageCall } from './page-call';
import type { PageLines } from './page-line';

type Props = {
  phase: Extract<CallPhase, { phase: 'dialling' | 'live' }>;
  muted: boolean;
  away: boolean;
  line: keyof PageLines;
  call: PageCall;
};

export function LiveCall({ phase, muted, away, line, call }: Props) {
  const now = useClock(phase.phase === 'live');
  const state = phase.phase === 'live' ? phase.state : 'dialling';
  const words = phase.phase === 'live' ? wordsOf(phase.state, line) : 'dialling';
  return (
    <section class={`live-call is-${state}`} aria-label={t('call')}>
      <div class="live-head">
        <span class="wave" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
        </span>
        <p class="live-state">{t(words)}</p>
        {phase.phase === 'live' && (
          <p class="live-time" role="timer">
            {withDuration(now - phase.since)}
          </p>
        )}
      </div>
      <p class="live-how">{t(`${words}-how`)}</p>
      {muted && <p class="live-note">{t('muted')}</p>}
      {away && (
        <p class="live-note" role="status">
          {t('reconnecting')}
        </p>
      )}
      {phase.phase === 'live' && (
        <Keypad
          open={words === 'in-menu' || words === 'in-flow'}
          onPress={key => call.press(key)}
        />
      )}
      <div class="live-ways">
        <button
          type="button"
          class="second-button"
          disabled={phase.phase !== 'live'}
          onClick={() => call.mute(!muted)}
        >
          {t(muted ? 'unmute' : 'mute')}
        </button>
        <button type="button" class="main-button is-end" onClick={() => call.hangUp()}>
          {t('hang-up')}
        </button>
      </div>
    </section>
  );
}

/** Before the queue the menu asks, where the hotline greets. */
export function wordsOf(state: LiveState, line: keyof PageLines): LiveState | 'in-menu' {
  return state === 'greeting' && line === 'menu' ? 'in-menu' : state;
}

type LiveState = Extract<CallPhase, { phase: 'live' }>['state'];
