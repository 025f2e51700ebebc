/**
 * Messages on their way (DK13). They are on the screen at once; the message id is made here and stays, so that
 * sending again, over any loss or reload, is the same message.
 */

import type { Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { connection, watchPicture } from './live';
import { problemText } from './problem-text';
import { serverNow } from './timed';

export type Outgoing = {
  readonly contact: Uuid;
  readonly id: Uuid;
  readonly text: string;
  readonly at: number;
  readonly state: 'sending' | 'sent' | 'failed';
  readonly why?: string;
};

type Waiting = { readonly messages: readonly Outgoing[] };

export const useOutgoing = create<Waiting>()(
  persist(() => ({ messages: [] }) as Waiting, {
    name: 'rapport.outgoing',
    storage: createJSONStorage(() => sessionStorage),
  }),
);

export function sendMessage(contact: Uuid, text: string): void {
  const message = {
    contact,
    id: crypto.randomUUID(),
    text,
    at: serverNow(),
    state: 'sending',
  } as const;
  useOutgoing.setState(({ messages }) => ({ messages: [...messages, message] }));
  void deliver(message);
}

export function retry(message: Outgoing): void {
  void deliver(message);
}

async function deliver({ contact, id, text }: Outgoing): Promise<void> {
  change(id, { state: 'sending' });
  const { problem } = await connection.send({
    command: 'send-message',
    contact,
    message: id,
    text,
  });
  if (problem) change(id, { state: 'failed', why: problemText(problem) });
  else change(id, { state: 'sent' });
}

function change(id: Uuid, to: Pick<Outgoing, 'state' | 'why'>): void {
  useOutgoing.setState(({ messages }) => ({
    messages: messages.map(message => (message.id === id ? { ...message, ...to } : message)),
  }));
}

/** What the server shows needs no stand-in; what belongs to no session any more has nowhere to stand. */
export function followPicture(): void {
  let resumed = false;
  watchPicture(picture => {
    const arrived = new Set(picture.messages.map(({ id }) => id));
    const open = new Set(picture.sessions.map(({ id }) => id));
    const { messages } = useOutgoing.getState();
    const left = messages.filter(({ id, contact }) => !arrived.has(id) && open.has(contact));
    if (left.length !== messages.length) useOutgoing.setState({ messages: left });
    // Once after a reload: the outbox died with the page, the messages did not.
    if (!resumed) {
      for (const message of left) if (message.state !== 'failed') void deliver(message);
    }
    resumed = true;
  });
}
