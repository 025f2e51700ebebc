/** Opens the dial pad (VC06, W12): not while In line, nor while something rings. Who is Offline calls for help only (VC44). */

import type { Snapshot } from '@rapport/live/wire';
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
    const free = calls.length === 0 && me.label !== 'in-line';
    return free ? { here: () => openDialPad() } : undefined;
  },
};

/** ST01: whether calls out are allowed in this status. */
export function mayCallOut({ me }: Pick<Snapshot, 'me'>): boolean {
  return me.label !== 'in-line' && me.label !== 'offline';
}
