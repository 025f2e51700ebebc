/** Makes the agent silent; the customer is still heard (VC08). */

import { Mic } from 'lucide-react';
import { type Act, talkingCall } from './act';

export const mute: Act = {
  id: 'mute',
  name: 'call.mute',
  icon: Mic,
  section: 'call',
  hotkey: 'KeyM',
  intent(context) {
    const call = talkingCall(context);
    if (!call || call.state.muted) return undefined;
    return { send: { command: 'mute', contact: call.id } };
  },
};
