/** The customer hears music, the agent still hears the customer (VC07). */

import { Pause } from 'lucide-react';
import { type Act, plainTalk } from './act';

export const hold: Act = {
  id: 'hold',
  name: 'call.hold',
  icon: Pause,
  section: 'call',
  hotkey: 'KeyH',
  intent(context) {
    const call = plainTalk(context);
    if (!call || call.state.hold_since !== undefined) return undefined;
    return { send: { command: 'hold', contact: call.id } };
  },
};
