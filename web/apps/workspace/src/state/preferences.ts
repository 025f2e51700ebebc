/** What a person has set up on this computer. Nothing here is secret. */

import { ALL_PROCESSING, type Processing } from '@rapport/phone/microphone';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { FIRST_PLACE, type Place } from '../internal-call/place';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
/** What was decided on the get-ready page. */
export type VoiceSetup = 'undecided' | 'voice' | 'chat-only';

/** What calls for attention, each in its own way. */
export const OCCASIONS = ['call', 'session', 'message'] as const;
export type Occasion = (typeof OCCASIONS)[number];
export type Attention = { readonly sound: boolean; readonly notice: boolean };

export type Preferences = Processing & {
  readonly theme: Theme;
  readonly voice: VoiceSetup;
  /** Device ids; empty is the system's default. */
  readonly microphone: string;
  readonly speaker: string;
  readonly ringer: string;
  /** Of ringtone and chimes, 0 to 1. */
  readonly volume: number;
  readonly attention: Readonly<Record<Occasion, Attention>>;
  /** While this window is in front, only what has to be answered makes a sound. */
  readonly quietInFront: boolean;
  /** The list of first steps on Home. */
  readonly firstSteps: 'shown' | 'hidden';
  readonly keys: 'on' | 'off';
  /** The group that calls out were made for last; of each group the number that was shown. Empty: the first. */
  readonly dialGroup: string;
  readonly dialFrom: Readonly<Record<string, string>>;
  /** Where the window of internal calls floats. */
  readonly internalAt: Place;
  /** From the key that an act comes with to the one that was chosen instead. */
  readonly remapped: Readonly<Record<string, string>>;
};

const FIRST: Preferences = {
  ...ALL_PROCESSING,
  theme: 'system',
  voice: 'undecided',
  microphone: '',
  speaker: '',
  ringer: '',
  volume: 1,
  attention: {
    call: { sound: true, notice: true },
    session: { sound: true, notice: true },
    message: { sound: false, notice: false },
  },
  quietInFront: false,
  firstSteps: 'shown',
  keys: 'on',
  dialGroup: '',
  dialFrom: {},
  internalAt: FIRST_PLACE,
  remapped: {},
};

const STORED = 'rapport.preferences';

export const usePreferences = create<Preferences>()(persist(() => FIRST, { name: STORED }));

/** What is changed in one window of this browser holds in all. */
export function followOtherWindows(): void {
  addEventListener('storage', ({ key }) => {
    if (key === STORED) void usePreferences.persist.rehydrate();
  });
}

/** The theme is an attribute of the document, from the first paint on. */
export function applyTheme(): void {
  const show = ({ theme }: Preferences) => {
    const root = document.documentElement;
    if (theme === 'system') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', theme);
  };
  show(usePreferences.getState());
  usePreferences.subscribe(show);
}
