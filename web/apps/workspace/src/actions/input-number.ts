/** Opens and closes the keypad of a call (VC21, W11). */

import type { CallView } from '@rapport/live/wire';
import { Grip } from 'lucide-react';
import { isInternal } from '../state/call-kind';
import { useScreen } from '../state/screen';
import type { Act } from './act';

export const inputNumber: Act = {
  id: 'input-number',
  name: 'call.input-number',
  icon: Grip,
  section: 'call',
  hotkey: 'KeyK',
  intent({ picture: { calls } }) {
    const call = calls.find(takesKeys);
    return (
      call && {
        here: () =>
          useScreen.setState(({ keypad }) => ({
            keypad: toggled(keypad, call.id),
            services: undefined,
          })),
      }
    );
  },
};

/** Those of a call out wait for its answer. A colleague who is asked or called, or a flow that asks for keys itself, would hear them. On hold the agent cannot be heard, and keys would be. */
export function takesKeys(call: CallView): boolean {
  const { direction, state, consult, self_service: service } = call;
  if (isInternal(call) || consult || service) return false;
  switch (state.state) {
    case 'ringing':
      return false;
    case 'dialling':
      return true;
    case 'connecting':
      return direction === 'outbound';
    case 'talking':
      return state.hold_since === undefined;
  }
}

function toggled(open: string | undefined, call: string): string | undefined {
  return open === call ? undefined : call;
}
