/** Who was asked gets the call, or it rings on there; the agent's part ends (VC15). */

import i18next from 'i18next';
import { PhoneForwarded } from 'lucide-react';
import { toast } from '../state/toasts';
import { type Act, askingCall } from './act';

export const completeConsult: Act = {
  id: 'complete-consult',
  name: 'consult.complete',
  icon: PhoneForwarded,
  section: 'call',
  hotkey: 'KeyT',
  intent(context) {
    const call = askingCall(context);
    if (!call) return undefined;
    const { id: contact, customer, consult } = call;
    const names = { customer: customer.name, name: consult.asked.name };
    const rings = consult.state === 'calling' || consult.state === 'ringing';
    return {
      send: { command: 'complete-consult', contact },
      after: () => toast(i18next.t(rings ? 'transfer.done' : 'consult.completed', names), 'good'),
    };
  },
};
