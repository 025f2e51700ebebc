/** What was written in one session: in the live picture, or as it was when the session ended. The same list until something is said there. */

import type { MessageView, Uuid } from '@rapport/live/wire';
import type { EndedSession } from '../../state/ended-sessions';
import { usePicture } from '../../state/live';
import { messagesOf } from '../../state/sessions';

export function useMessages(
  contact: Uuid,
  ended: EndedSession | undefined,
): readonly MessageView[] {
  const live = usePicture(picture => messagesOf(picture, contact));
  return ended?.messages ?? live;
}
