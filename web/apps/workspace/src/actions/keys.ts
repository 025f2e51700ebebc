/** Keys to acts: Ctrl+Alt and a letter. Typing, AltGr characters and input methods are left alone. */

import { useScreen } from '../state/screen';
import { performKey } from './perform';

export function listenToKeys(): void {
  addEventListener('keydown', event => {
    if (event.isComposing || event.repeat || event.getModifierState('AltGraph')) return;
    if (event.ctrlKey && event.altKey && !event.metaKey && !event.shiftKey) {
      if (performKey(event.code)) event.preventDefault();
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
      useScreen.setState(({ shortcuts }) => ({ shortcuts: !shortcuts }));
    }
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

const KEY_NAMES: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓' };

/** As it is printed in the help list. */
export function keyNames(hotkey: string): readonly string[] {
  return ['Ctrl', 'Alt', KEY_NAMES[hotkey] ?? hotkey.replace('Key', '')];
}
