/** Both hear each other again (VC07). */

import { Play } from 'lucide-react';
import { type Act, plainTalk } from './act';

export const cancelHold: Act = {
  id: 'cancel-hold',
  name: 'call.cancel-hold',
  icon: Play,
  section: 'call',
  hotkey: 'KeyH',
  intent(context) {
    const call = plainTalk(context);
    if (call?.state.hold_since === undefined) return undefined;
    return { send: { command: 'cancel-hold', contact: call.id } };
  },
};
