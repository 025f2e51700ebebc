/** The parts of the settings, in the order in which they are listed. */

import {
  Activity,
  AudioLines,
  BellRing,
  CircleUser,
  Keyboard,
  type LucideIcon,
  Palette,
} from 'lucide-react';

export const SECTIONS = [
  'profile',
  'devices',
  'notifications',
  'shortcuts',
  'appearance',
  'diagnostics',
] as const;

export type Section = (typeof SECTIONS)[number];

export const SECTION_ICONS: Readonly<Record<Section, LucideIcon>> = {
  profile: CircleUser,
  devices: AudioLines,
  notifications: BellRing,
  shortcuts: Keyboard,
  appearance: Palette,
  diagnostics: Activity,
};

export function isSection(name: string): name is Section {
  return SECTIONS.some(section => section === name);
}
