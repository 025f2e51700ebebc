/**
 * DK04: what a silent customer is told, as a line under the messages: that the chat ends, and that it has.
 *
 * @jsxImportSource preact
 */

import { t } from './language';
import type { Scene } from './scene';

type Props = { readonly scene: Scene };

export function SilenceLine({ scene }: Props) {
  const words = wordsOf(scene);
  return words === undefined ? null : <p class="silence">{words}</p>;
}

function wordsOf(scene: Scene): string | undefined {
  if (scene.scene === 'open' && scene.endsAt !== undefined)
    return t('ends-at', { time: clock.format(scene.endsAt) });
  return scene.scene === 'ended' && scene.why === 'timeout' ? t('ended-timeout') : undefined;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
