/**
 * Messages on their way (DK13). They are on the screen at once; the message id is made here and stays, so that
 * sending again, over any loss or reload, is the same message.
 */

import type { Taken } from '@rapport/api/attachments/tray';
import type { FileView, Problem, Uuid } from '@rapport/live/wire';
import i18next from 'i18next';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { useEndedSessions } from './ended-sessions';
import { connection, useLive, watchPicture } from './live';
import { forgetPicture, keepPictures } from './own-pictures';
import { problemText } from './problem-text';
import { messagesOf } from './sessions';
import { serverNow } from './timed';
import { toast } from './toasts';
import { unmark } from './unread';

export type Outgoing = {
  readonly contact: Uuid;
  readonly id: Uuid;
  readonly text: string;
  /** Absent where there are none. */
  readonly files?: readonly FileView[];
  readonly at: number;
  readonly state: 'sending' | 'sent' | 'failed';
  readonly why?: string;
  /** Its session has ended without it, and the agent was told. */
  readonly missed?: boolean;
};

type Waiting = { readonly messages: readonly Outgoing[] };

export const useOutgoing = create<Waiting>()(
  persist(() => ({ messages: [] }) as Waiting, {
    name: 'rapport.outgoing',
    storage: createJSONStorage(() => sessionStorage),
  }),
);

export function sendMessage(contact: Uuid, text: string, taken: readonly Taken[] = []): void {
  keepPictures(taken);
  const message = {
    contact,
    id: crypto.randomUUID(),
    text,
    ...(taken.length > 0 && { files: taken.map(({ file }) => file) }),
    at: serverNow(),
    state: 'sending',
  } as const;
  useOutgoing.setState(({ messages }) => ({ messages: [...messages, message] }));
  // What is answered was read.
  unmark(contact);
  void deliver(message);
}

export function retry(message: Outgoing): void {
  void deliver(message);
}

async function deliver(message: Outgoing): Promise<void> {
  const { contact, id, text } = message;
  const files = message.files?.map(file => file.id);
  change(id, { state: 'sending' });
  const command = {
    ...({ command: 'send-message', contact, message: id, text } as const),
    ...(files && { files }),
  };
  const { problem } = await connection.send(command);
  if (problem && passes(problem)) {
    setTimeout(() => void deliver(message), RETRY_MS);
    return;
  }
  if (problem) change(id, { state: 'failed', why: problemText(problem) });
  else change(id, { state: 'sent' });
  settle();
}

/** F09: a server that cannot save right now can soon; the message stays on its way. A login that is over does not pass. */
function passes({ code, status }: Problem): boolean {
  return status === 503 && code !== 'logged-out';
}

function change(id: Uuid, to: Pick<Outgoing, 'state' | 'why'>): void {
  useOutgoing.setState(({ messages }) => ({
    messages: messages.map(message => (message.id === id ? { ...message, ...to } : message)),
  }));
}

export function followPicture(): void {
  let resumed = false;
  watchPicture(() => {
    settle();
    // Once after a reload: the outbox died with the page, the messages did not.
    if (!resumed) {
      for (const message of useOutgoing.getState().messages) {
        if (message.state !== 'failed') void deliver(message);
      }
    }
    resumed = true;
  });
}

/**
 * What the server shows needs no stand-in. F58: what was refused because its session had ended is told of, and stays with
 * the session for as long as that is on the screen.
 */
function settle(): void {
  const { picture } = useLive.getState();
  const { messages } = useOutgoing.getState();
  if (!picture || messages.length === 0) return;
  const hasArrived = ({ contact, id }: Outgoing) =>
    messagesOf(picture, contact).some(message => message.id === id);
  const open = new Set(picture.sessions.map(({ id }) => id));
  const shown = new Set(useEndedSessions.getState().ended.map(({ session }) => session.id));
  const waiting = messages.filter(message => !hasArrived(message));
  const isMissed = ({ contact, state }: Outgoing) => state === 'failed' && !open.has(contact);
  const underWay = new Set(
    waiting.filter(each => each.state === 'sending').map(each => each.contact),
  );
  const news = waiting.filter(
    each => isMissed(each) && !each.missed && !underWay.has(each.contact),
  );
  const left = waiting
    .map(each => (news.includes(each) ? { ...each, missed: true } : each))
    .filter(({ contact, state, missed }) => {
      if (open.has(contact) || state === 'sending') return true;
      return state === 'failed' && (!missed || shown.has(contact));
    });
  if (left.length !== messages.length || news.length > 0) useOutgoing.setState({ messages: left });
  const kept = new Set(left.map(({ id }) => id));
  for (const { id, files } of messages) {
    if (!kept.has(id)) for (const file of files ?? []) forgetPicture(file.id);
  }
  if (news.length > 0) toast(i18next.t('toast.undelivered', { count: news.length }), 'bad');
}

const RETRY_MS = 2000;
