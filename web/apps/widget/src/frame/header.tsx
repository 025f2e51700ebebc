/**
 * Who the customer is with, what is going on, and the ways out: end and minimise.
 *
 * @jsxImportSource preact
 */

import type { RefObject } from 'preact';
import { BubbleIcon, ChevronIcon, MoreIcon } from './icons';
import { t } from './language';
import type { Scene } from './scene';

type Props = {
  name: string | undefined;
  scene: Scene;
  /** Nobody is claimed to be here while the connection is missing. */
  isReached: boolean;
  onEnd: (() => void) | undefined;
  /** The options are open. */
  hasOptions: boolean;
  optionsButton: RefObject<HTMLButtonElement | null>;
  onOptions: () => void;
  onMinimise: () => void;
};

export function Header({
  name,
  scene,
  isReached,
  onEnd,
  hasOptions,
  optionsButton,
  onOptions,
  onMinimise,
}: Props) {
  const agent = scene.scene === 'open' ? scene.agent : undefined;
  return (
    <header class="header">
      <span
        class={`avatar ${scene.scene === 'open' && isReached ? 'is-here' : ''}`}
        aria-hidden="true"
      >
        {agent === undefined ? <BubbleIcon /> : initial(agent)}
      </span>
      <div class="who">
        <h1>{name ?? t('unavailable')}</h1>
        <p role="status">{statusWords(scene)}</p>
      </div>
      {onEnd && (
        <button type="button" class="quiet" onClick={onEnd}>
          {t('end')}
        </button>
      )}
      <button
        type="button"
        class="icon-button is-narrow"
        ref={optionsButton}
        aria-label={t('options')}
        aria-expanded={hasOptions}
        aria-controls={hasOptions ? 'options' : undefined}
        onClick={onOptions}
      >
        <MoreIcon />
      </button>
      <button type="button" class="icon-button" aria-label={t('minimise')} onClick={onMinimise}>
        <ChevronIcon />
      </button>
    </header>
  );
}

function statusWords(scene: Scene): string {
  switch (scene.scene) {
    case 'welcome':
    case 'turned-away':
    case 'denied':
    case 'outdated':
      return '';
    case 'connecting':
      return t('connecting');
    case 'starting':
      return t('sending');
    case 'waiting':
      return t(scene.again ? 'handed-on' : 'queued');
    case 'open':
      return t('agent-here', { agent: scene.agent });
    case 'ended':
      return t('ended');
  }
}

function initial(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '';
}
