/** Lets the colleague go, or ends the ring; the agent is back with the customer (VC15). */

import { Undo2 } from 'lucide-react';
import { type Act, askingCall } from './act';

export const cancelConsult: Act = {
  id: 'cancel-consult',
  name: 'consult.cancel',
  icon: Undo2,
  section: 'call',
  hotkey: 'KeyB',
  intent(context) {
    const call = askingCall(context);
    return call && { send: { command: 'cancel-consult', contact: call.id } };
  },
};
