/** What goes on in a call, in one or two words: the bar and the voice screen say the same. */

import type { CallState } from '@rapport/live/wire';

export function callWord(state: CallState) {
  switch (state.state) {
    case 'ringing':
      return 'call.incoming';
    case 'dialling':
      return state.progress === undefined ? 'call.dialling' : 'call.rings-there';
    case 'connecting':
      return 'call.connecting';
    case 'talking':
      return state.hold_since === undefined ? 'call.talking' : 'call.on-hold';
  }
}
