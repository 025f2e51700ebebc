/**
 * Under the transcript: the composer, or why there is none and the way on.
 *
 * @jsxImportSource preact
 */

import type { CustomerEnd } from '@rapport/customer/wire';
import type { ComponentChildren, RefObject } from 'preact';
import { Composer, type Say } from './composer';
import { t } from './language';
import type { Scene } from './scene';
import type { Files } from './use-files';

type Props = {
  scene: Scene;
  composer: RefObject<HTMLTextAreaElement | null>;
  files: Files;
  onSay: Say;
  onTyping: () => void;
  onStartAgain: () => void;
};

export function Bottom({ scene, composer, files, onSay, onTyping, onStartAgain }: Props) {
  switch (scene.scene) {
    case 'ended': {
      const again = () => {
        onStartAgain();
        requestAnimationFrame(() => composer.current?.focus());
      };
      return (
        <Ending words={endWords(scene.why, scene.agent)}>
          <button type="button" class="primary" onClick={again}>
            {t('start-again')}
          </button>
        </Ending>
      );
    }
    case 'denied':
      return <Ending words={t('unavailable-how')} />;
    case 'outdated':
      return (
        <Ending words={t('outdated')}>
          <button type="button" class="primary" onClick={() => location.reload()}>
            {t('reload')}
          </button>
        </Ending>
      );
    case 'welcome':
    case 'connecting':
    case 'starting':
    case 'turned-away':
    case 'waiting':
    case 'open':
      return <Composer field={composer} files={files} onSay={onSay} onTyping={onTyping} />;
  }
}

function Ending({ words, children }: { words: string; children?: ComponentChildren }) {
  return (
    <footer class="ending">
      <p role="status">{words}</p>
      {children}
    </footer>
  );
}

function endWords(why: CustomerEnd, agent: string | undefined): string {
  // The transcript says why (DK04).
  if (why === 'timeout') return t('ended');
  return why === 'by-agent'
    ? t('ended-by-agent', { agent: agent ?? t('the-agent') })
    : t(`ended-${why}`);
}
