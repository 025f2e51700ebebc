/** Gives the ringing call back at once, where its group lets one (VC02). */

import { PhoneMissed } from 'lucide-react';
import { type Act, ringingCall } from './act';

export const decline: Act = {
  id: 'decline',
  name: 'call.decline',
  icon: PhoneMissed,
  section: 'call',
  hotkey: 'KeyD',
  intent(context) {
    const call = ringingCall(context);
    if (!call?.state.may_decline) return undefined;
    return { send: { command: 'decline', contact: call.id, fence: call.state.fence } };
  },
};
