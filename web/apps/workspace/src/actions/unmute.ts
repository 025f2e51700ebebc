/** Lets the agent be heard again (VC08). */

import { MicOff } from 'lucide-react';
import { type Act, talkingCall } from './act';

export const unmute: Act = {
  id: 'unmute',
  name: 'call.unmute',
  icon: MicOff,
  section: 'call',
  hotkey: 'KeyM',
  intent(context) {
    const call = talkingCall(context);
    if (!call?.state.muted) return undefined;
    return { send: { command: 'unmute', contact: call.id } };
  },
};
