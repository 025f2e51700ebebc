/** Opens the dial pad (VC06, W12): not while In line. Who is Offline, or has a call that rings, calls for help only (VC44). */

import type { CallView, Snapshot } from '@rapport/live/wire';
import { PhoneOutgoing } from 'lucide-react';
import { openDialPad } from '../state/screen';
import type { Act } from './act';

export const outboundCall: Act = {
  id: 'outbound-call',
  name: 'dial.title',
  icon: PhoneOutgoing,
  section: 'call',
  hotkey: 'KeyN',
  intent({ picture: { calls, me } }) {
    const free = calls.every(isRinging) && me.label !== 'in-line';
    return free ? { here: () => openDialPad() } : undefined;
  },
};

/** ST01, ST04: whether calls out are allowed in this status, with nothing that has to be answered first. */
export function mayCallOut({ calls, me }: Pick<Snapshot, 'calls' | 'me'>): boolean {
  return calls.length === 0 && me.label !== 'in-line' && me.label !== 'offline';
}

export function isRinging({ state }: CallView): boolean {
  return state.state === 'ringing';
}
