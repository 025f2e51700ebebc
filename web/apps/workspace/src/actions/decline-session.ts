/** Gives the offered session back, where its group lets one. A ringing call has the key first. */

import { X } from 'lucide-react';
import { type Act, offeredSession, ringingCall } from './act';

export const declineSession: Act = {
  id: 'decline-session',
  name: 'call.decline',
  icon: X,
  section: 'desk',
  hotkey: 'KeyD',
  intent(context) {
    const session = offeredSession(context);
    if (!session?.offer.may_decline || ringingCall(context)) return undefined;
    return { send: { command: 'decline', contact: session.id, fence: session.offer.fence } };
  },
};
