/** What goes on in a call, in one or two words: the bar and the voice screen say the same. */

import type { CallView } from '@rapport/live/wire';

export function callWord({ state, consult }: CallView) {
  switch (state.state) {
    case 'ringing':
      return 'call.incoming';
    case 'dialling':
      return state.progress === undefined ? 'call.dialling' : 'call.rings-there';
    case 'connecting':
      return 'call.connecting';
    case 'talking':
      if (consult) return consult.with === 'all' ? 'consult.does.confers' : 'consult.word';
      return state.hold_since === undefined ? 'call.talking' : 'call.on-hold';
  }
}
