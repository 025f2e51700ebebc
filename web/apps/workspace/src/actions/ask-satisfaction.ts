/** The customer is to be asked what they thought, once the agent has hung up (VC22, W24). */

import { Star } from 'lucide-react';
import { type Act, talkingCall } from './act';

export const askSatisfaction: Act = {
  id: 'ask-satisfaction',
  name: 'survey.name',
  icon: Star,
  section: 'call',
  hotkey: 'KeyU',
  intent(context) {
    const call = talkingCall(context);
    if (call?.survey !== 'available') return undefined;
    return { send: { command: 'ask-satisfaction', contact: call.id } };
  },
};
