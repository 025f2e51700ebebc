/** Opens the dial pad (VC06, W12). Nobody calls out while In line or Offline, nor while something rings. */

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
    const free = calls.length === 0 && me.label !== 'in-line' && me.label !== 'offline';
    return free ? { here: () => openDialPad() } : undefined;
  },
};
