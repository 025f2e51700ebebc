/** What a person has set up on this computer. Nothing here is secret. */

import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Theme = 'system' | 'light' | 'dark';
/** What was decided on the get-ready page. */
export type VoiceSetup = 'undecided' | 'voice' | 'chat-only';

type Preferences = {
  readonly theme: Theme;
  readonly voice: VoiceSetup;
  /** Device ids; empty is the system's default. */
  readonly microphone: string;
  readonly speaker: string;
  readonly ringer: string;
};

export const usePreferences = create<Preferences>()(
  persist(
    () => ({
      theme: 'system' as Theme,
      voice: 'undecided' as VoiceSetup,
      microphone: '',
      speaker: '',
      ringer: '',
    }),
    { name: 'rapport.preferences' },
  ),
);

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
