/** Back (VC20): the customer is with the agent again at once, wherever they are in the flow. */

import { Undo2 } from 'lucide-react';
import { type Act, talkingCall } from './act';

export const takeBack: Act = {
  id: 'take-back',
  name: 'service.back',
  icon: Undo2,
  section: 'call',
  hotkey: 'KeyB',
  intent(context) {
    const call = talkingCall(context);
    return call?.self_service && { send: { command: 'take-back', contact: call.id } };
  },
};
