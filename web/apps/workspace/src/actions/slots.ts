/** The keys that acts share: Mute and Unmute are one key, and so are Answer and Accept. */

import type { ParseKeys } from 'i18next';
import type { Act } from './act';
import { ACTS } from './list';

export const SHORTCUT_SECTIONS = ['call', 'desk', 'general'] as const;

export type Slot = {
  /** The key it comes with. */
  readonly hotkey: string;
  readonly section: Act['section'];
  readonly names: readonly [ParseKeys, ...ParseKeys[]];
  readonly twice: boolean;
};

export const SLOTS: readonly Slot[] = ACTS.filter(
  (act, nth) => ACTS.findIndex(({ hotkey }) => hotkey === act.hotkey) === nth,
).map(({ hotkey, section, name, twice = false }) => {
  const others = ACTS.filter(act => act.hotkey === hotkey && act.name !== name);
  return { hotkey, section, names: [name, ...others.map(other => other.name)], twice };
});

export function slotsIn(section: Act['section']): readonly Slot[] {
  return SLOTS.filter(slot => slot.section === section);
}
