/** The parts of the settings, in the order in which they are listed. */

import {
  Activity,
  AudioLines,
  BellRing,
  CircleUser,
  Keyboard,
  KeyRound,
  type LucideIcon,
  MonitorSmartphone,
  Palette,
  ShieldCheck,
} from 'lucide-react';

export const SECTIONS = [
  'profile',
  'password',
  'two-step',
  'devices',
  'notifications',
  'shortcuts',
  'appearance',
  'logins',
  'diagnostics',
] as const;

export type Section = (typeof SECTIONS)[number];

export const SECTION_ICONS: Readonly<Record<Section, LucideIcon>> = {
  profile: CircleUser,
  password: KeyRound,
  'two-step': ShieldCheck,
  devices: AudioLines,
  notifications: BellRing,
  shortcuts: Keyboard,
  appearance: Palette,
  logins: MonitorSmartphone,
  diagnostics: Activity,
};

export function isSection(name: string): name is Section {
  return SECTIONS.some(section => section === name);
}
