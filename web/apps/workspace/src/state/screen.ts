/** What is on the screen and what is open over it, where more than one view has a say. */

import type { Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { unmark } from './unread';

export type Place =
  | '/'
  | '/voice'
  | '/desk'
  | '/records'
  | '/ready'
  | '/settings'
  | `/settings/${string}`;

type Screen = {
  /** The session chosen in Desk. */
  readonly session: Uuid | undefined;
  /** It is in view now: Desk is open and so is the window. */
  readonly inDesk: boolean;
  readonly statusMenu: boolean;
  readonly shortcuts: boolean;
  /** The call for which the transfer dialog is open. */
  readonly transferring: Uuid | undefined;
  /** The call for which the keypad is open. */
  readonly keypad: Uuid | undefined;
  /** The call for which the list of flows is open. */
  readonly services: Uuid | undefined;
  /** What stands in the dial pad, while it is open. */
  readonly dialPad: string | undefined;
  /** The session for which the emoji are open. */
  readonly emoji: Uuid | undefined;
  /** The session for which files are to be chosen. */
  readonly attaching: Uuid | undefined;
  /** The window of internal calls floats over the pages. */
  readonly internalCall: boolean;
  /** An act that wants to be given twice was given once. */
  readonly armed: string | undefined;
};

export const useScreen = create<Screen>()(() => ({
  session: undefined,
  inDesk: false,
  statusMenu: false,
  shortcuts: false,
  transferring: undefined,
  keypad: undefined,
  services: undefined,
  dialPad: undefined,
  emoji: undefined,
  attaching: undefined,
  internalCall: false,
  armed: undefined,
}));

let navigate: (place: Place) => void = () => undefined;

/** The router is handed in, so that state knows no view. */
export function setNavigator(to: typeof navigate): void {
  navigate = to;
}

export function go(place: Place): void {
  navigate(place);
}

/** To one part of the settings, by its name in the address. */
export function goToSettings(part: string): void {
  navigate(`/settings/${part}`);
}

export function openSession(session: Uuid): void {
  useScreen.setState({ session });
  unmark(session);
  // From one session to the next is no step of the browser's history.
  if (location.pathname !== '/desk') navigate('/desk');
}

/** With a number that is called again, or with nothing in it yet. */
export function openDialPad(number = ''): void {
  useScreen.setState({ dialPad: number });
}

const ARMED_MS = 2_000;
let disarm: ReturnType<typeof setTimeout> | undefined;

/** True the second time within two seconds. */
export function armedTwice(act: string): boolean {
  clearTimeout(disarm);
  if (useScreen.getState().armed === act) {
    useScreen.setState({ armed: undefined });
    return true;
  }
  useScreen.setState({ armed: act });
  disarm = setTimeout(() => useScreen.setState({ armed: undefined }), ARMED_MS);
  return false;
}
