/** Takes the session that is offered (DK02). A ringing call has the key first. */

import { MessageSquareReply } from 'lucide-react';
import { openSession } from '../state/screen';
import { type Act, offeredSession, ringingCall } from './act';

export const acceptSession: Act = {
  id: 'accept-session',
  name: 'desk.accept',
  icon: MessageSquareReply,
  section: 'desk',
  hotkey: 'KeyA',
  intent(context) {
    const session = offeredSession(context);
    if (!session || ringingCall(context)) return undefined;
    return {
      send: { command: 'accept', contact: session.id, fence: session.offer.fence },
      after: () => openSession(session.id),
    };
  },
};
