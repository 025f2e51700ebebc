/** Sessions that have left the live picture but not yet the agent's screen: read-only, with the reason. */

import type { Gone, MessageView, SessionView, Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { watchPicture } from './live';
import { messagesOf } from './sessions';

export type EndedSession = {
  readonly session: SessionView;
  readonly messages: readonly MessageView[];
  readonly why: Gone;
};

const KEPT_MAX = 20;

export const useEndedSessions = create<{ readonly ended: readonly EndedSession[] }>()(() => ({
  ended: [],
}));

export function forgetEnded(contact: Uuid): void {
  useEndedSessions.setState(({ ended }) => ({
    ended: ended.filter(({ session }) => session.id !== contact),
  }));
}

export function followEndings(): void {
  watchPicture((picture, before, changes) => {
    if (!before || !changes) return;
    for (const change of changes.changes) {
      if (change.change !== 'contact-gone') continue;
      const session = before.sessions.find(({ id }) => id === change.contact);
      // One that was never taken was never this agent's conversation.
      if (!session || session.offer) continue;
      // What was said in the same step as the end belongs to it too.
      const said = changes.changes.flatMap(each =>
        each.change === 'message' && each.contact === session.id ? [each] : [],
      );
      const messages = [...messagesOf(before, session.id), ...said];
      useEndedSessions.setState(({ ended }) => ({
        ended: [{ session, messages, why: change.why }, ...ended].slice(0, KEPT_MAX),
      }));
    }
    const back = ({ session }: EndedSession) =>
      picture.sessions.some(({ id }) => id === session.id);
    const { ended } = useEndedSessions.getState();
    if (ended.some(back)) useEndedSessions.setState({ ended: ended.filter(each => !back(each)) });
  });
}
