/**
 * What was written in one session: in the live picture, or as it was when the session ended, for which the record is asked
 * where this page does not know it any more. The same list until something is said there.
 */

import type { MessageView, Uuid } from '@rapport/live/wire';
import { useQuery } from '@tanstack/react-query';
import type { EndedSession } from '../../state/ended-sessions';
import { usePicture } from '../../state/live';
import { messagesOf } from '../../state/sessions';
import { recordQuery } from '../records/queries';

type Messages = {
  readonly messages: readonly MessageView[];
  /** They could not be had. */
  readonly failed: boolean;
  readonly tryAgain: () => void;
};

export function useMessages(contact: Uuid, ended: EndedSession | undefined): Messages {
  const live = usePicture(picture => messagesOf(picture, contact));
  const isAsked = ended !== undefined && ended.messages === undefined;
  const { data, isError, refetch } = useQuery({ ...recordQuery(contact), enabled: isAsked });
  return {
    messages: ended ? (ended.messages ?? data?.messages ?? NONE) : live,
    failed: isAsked && isError,
    tryAgain: () => void refetch(),
  };
}

const NONE: readonly MessageView[] = [];
