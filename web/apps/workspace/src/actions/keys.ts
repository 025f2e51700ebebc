/** Keys to acts: Ctrl+Alt and a letter; to sessions: Ctrl+Alt and a digit. Typing, AltGr characters and input methods are left alone. */

import { listedNow } from '../state/inbox';
import { usePreferences } from '../state/preferences';
import { openSession, useScreen } from '../state/screen';
import { performKey } from './perform';
import { cycleRegions } from './regions';

export function listenToKeys(): void {
  addEventListener('keydown', event => {
    if (event.isComposing || event.repeat || event.getModifierState('AltGraph')) return;
    // WCAG 2.1.4: all of them can be switched off.
    if (usePreferences.getState().keys === 'off') return;
    if (event.ctrlKey && event.altKey && !event.metaKey && !event.shiftKey) {
      if (performKey(event.code) || goToNth(event.code)) event.preventDefault();
    } else if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      cycleRegions(event.shiftKey ? -1 : 1);
      event.preventDefault();
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
      useScreen.setState(({ shortcuts }) => ({ shortcuts: !shortcuts }));
    }
  });
}

/** W18: the first nine sessions of the list have the digits, where no act was given them. */
function goToNth(code: string): boolean {
  const [, nth] = /^Digit([1-9])$/u.exec(code) ?? [];
  const session = listedNow()[Number(nth) - 1];
  if (session !== undefined) openSession(session);
  return session !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
