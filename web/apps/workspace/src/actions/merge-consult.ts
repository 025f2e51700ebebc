/** Brings customer and colleague together: all three hear each other (VC15). */

import { Users } from 'lucide-react';
import { type Act, askingCall } from './act';

export const mergeConsult: Act = {
  id: 'merge-consult',
  name: 'consult.merge',
  icon: Users,
  section: 'call',
  hotkey: 'KeyJ',
  intent(context) {
    const call = askingCall(context);
    if (call?.consult.state !== 'talking' || call.consult.with === 'all') return undefined;
    return { send: { command: 'merge-consult', contact: call.id } };
  },
};
