/** The customer of the session in the window is asked what they think of it, once (DK08, W24). A call has the key first. */

import { Star } from 'lucide-react';
import { type Act, chosenSession, talkingCall } from './act';

export const inviteRating: Act = {
  id: 'invite-rating',
  name: 'survey.name',
  icon: Star,
  section: 'desk',
  hotkey: 'KeyU',
  intent(context) {
    const session = chosenSession(context);
    if (session?.rating?.state !== 'available' || talkingCall(context)?.survey === 'available')
      return undefined;
    return { send: { command: 'ask-satisfaction', contact: session.id } };
  },
};
