/** Turns from the colleague to the customer, or back (VC15). Out of three it leads back to the colleague alone. */

import { ArrowLeftRight } from 'lucide-react';
import { type Act, askingCall } from './act';

export const swapConsult: Act = {
  id: 'swap-consult',
  name: 'consult.swap',
  icon: ArrowLeftRight,
  section: 'call',
  hotkey: 'KeyX',
  intent(context) {
    const call = askingCall(context);
    if (call?.consult.state !== 'talking') return undefined;
    return { send: { command: 'swap-consult', contact: call.id } };
  },
};
