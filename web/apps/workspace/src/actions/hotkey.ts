/** Which key an act has now: the one it comes with, or the one chosen in the settings. Keys are named by their place. */

import { usePreferences } from '../state/preferences';

export function hotkeyNow(hotkey: string): string {
  return usePreferences.getState().remapped[hotkey] ?? hotkey;
}

/** As {@link hotkeyNow}; nothing while the keys are off. */
export function useHotkey(hotkey: string): string | undefined {
  return usePreferences(({ keys, remapped }) =>
    keys === 'on' ? (remapped[hotkey] ?? hotkey) : undefined,
  );
}

/** Letters, digits and arrows: what every keyboard has and what can be said in a word. */
export function mayBeHotkey(code: string): boolean {
  return /^(Key[A-Z]|Digit\d|Arrow(Up|Down|Left|Right)|F([1-9]|1[0-2]))$/u.test(code);
}

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** As it is printed in the help list. */
export function keyNames(hotkey: string): readonly string[] {
  return ['Ctrl', 'Alt', ARROWS[hotkey] ?? hotkey.replace(/^(Key|Digit)/u, '')];
}

/** As a screen reader is told (WAI-ARIA `aria-keyshortcuts`). */
export function ariaKeys(hotkey: string): string {
  return `Control+Alt+${hotkey.replace(/^(Key|Digit)/u, '')}`;
}
