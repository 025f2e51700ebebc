/**
 * Sessions that have left the live picture today but not yet the agent's screen: read-only, with the reason. That they ended
 * is kept over a reload; what was written in them is in their records.
 */

import type { Gone, MessageView, SessionView, Uuid } from '@rapport/live/wire';
import { dayKey } from '@rapport/ui/format/time';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { watchPicture } from './live';
import { messagesOf } from './sessions';
import { serverNow, useTimed } from './timed';

export type EndedSession = {
  readonly session: SessionView;
  /** Absent after a reload, and of those that ended long before the last: the record has them. */
  readonly messages?: readonly MessageView[];
  readonly why: Gone;
  readonly at: number;
};

type Ended = { readonly ended: readonly EndedSession[] };

const KEPT_MAX = 200;
const WITH_MESSAGES_MAX = 20;

export const useEndedSessions = create<Ended>()(
  persist((): Ended => ({ ended: [] }), {
    name: 'rapport.ended',
    storage: createJSONStorage(() => sessionStorage),
    partialize: ({ ended }) => ({ ended: ended.map(withoutMessages) }),
  }),
);

/** Those of the reader's day, newest first. */
export function useEndedToday(): readonly EndedSession[] {
  const today = useTimed(dayKey);
  const ended = useEndedSessions(state => state.ended);
  return ended.filter(({ at }) => dayKey(at) === today);
}

export function followEndings(): void {
  watchPicture((picture, before, changes) => {
    for (const change of (before && changes?.changes) ?? []) {
      if (change.change !== 'contact-gone') continue;
      const session = before?.sessions.find(({ id }) => id === change.contact);
      // One that was never taken was never this agent's conversation.
      if (!before || !session || session.offer) continue;
      // What was said in the same step as the end belongs to it too.
      const said = (changes?.changes ?? []).flatMap(each =>
        each.change === 'message' && each.contact === session.id ? [each] : [],
      );
      const messages = [...messagesOf(before, session.id), ...said];
      keep({ session, messages, why: change.why, at: serverNow() });
    }
    const back = ({ session }: EndedSession) =>
      picture.sessions.some(({ id }) => id === session.id);
    const { ended } = useEndedSessions.getState();
    if (ended.some(back)) useEndedSessions.setState({ ended: ended.filter(each => !back(each)) });
  });
}

function keep(gone: EndedSession): void {
  const others = ({ session }: EndedSession) => session.id !== gone.session.id;
  useEndedSessions.setState(({ ended }) => ({
    ended: [gone, ...ended.filter(others)]
      .filter(({ at }) => dayKey(at) === dayKey(gone.at))
      .slice(0, KEPT_MAX)
      .map((each, nth) => (nth < WITH_MESSAGES_MAX ? each : withoutMessages(each))),
  }));
}

function withoutMessages({ session, why, at }: EndedSession): EndedSession {
  return { session, why, at };
}

/** The one with that id, if it has ended here. */
export function endedSession(state: Ended, contact: Uuid | undefined): EndedSession | undefined {
  return state.ended.find(({ session }) => session.id === contact);
}
