/** How a voicemail stands to the member who looks at it. A claim whose time is over is none, before anybody has asked again. */

import type { Uuid, VoicemailView } from '@rapport/live/wire';

export type Standing = 'open' | 'mine' | 'theirs' | 'done';

/** `now` on the server's clock. */
export function standingOf({ state }: VoicemailView, me: Uuid, now: number): Standing {
  if (state.state !== 'claimed') return state.state;
  if (state.until <= now) return 'open';
  return state.member.id === me ? 'mine' : 'theirs';
}
