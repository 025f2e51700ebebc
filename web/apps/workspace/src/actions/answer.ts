/** Takes the ringing call (VC02). */

import { Phone } from 'lucide-react';
import { type Act, ringingCall } from './act';

export const answer: Act = {
  id: 'answer',
  name: 'call.answer',
  icon: Phone,
  section: 'call',
  hotkey: 'KeyA',
  intent(context) {
    const call = ringingCall(context);
    if (!call) return undefined;
    return { send: { command: 'accept', contact: call.id, fence: call.state.fence } };
  },
};
