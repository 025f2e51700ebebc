/** Opens and closes the keypad of a call (VC21, W11). On hold the agent cannot be heard, and keys would be. */

import { Grip } from 'lucide-react';
import { useScreen } from '../state/screen';
import { type Act, talkingCall } from './act';

export const inputNumber: Act = {
  id: 'input-number',
  name: 'call.input-number',
  icon: Grip,
  section: 'call',
  hotkey: 'KeyK',
  intent(context) {
    const call = talkingCall(context);
    if (!call || call.state.hold_since !== undefined) return undefined;
    return {
      here: () => useScreen.setState(({ keypad }) => ({ keypad: toggled(keypad, call.id) })),
    };
  },
};

function toggled(open: string | undefined, call: string): string | undefined {
  return open === call ? undefined : call;
}
