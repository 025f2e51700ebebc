/**
 * What the customer sees of their own contacts: `fold(snapshot, changes)` is the next snapshot. Pure; knows no socket.
 */

import type {
  CustomerCall,
  CustomerChange,
  CustomerChanges,
  CustomerMessage,
  CustomerSession,
  CustomerSnapshot,
} from './wire';

export type Picture = {
  readonly seq: number;
  readonly session: CustomerSession | undefined;
  /** Of that session only, by sequence. */
  readonly messages: readonly CustomerMessage[];
  readonly call: CustomerCall | undefined;
};

export const EMPTY: Picture = { seq: 0, session: undefined, messages: [], call: undefined };

export function fromSnapshot(snapshot: CustomerSnapshot): Picture {
  return { ...snapshot, messages: [...snapshot.messages].sort(bySequence) };
}

export function fold(picture: Picture, { seq, changes }: CustomerChanges): Picture {
  // What is older than the snapshot must not win. Of the same age is what no journal entry changed: a name.
  if (seq < picture.seq) return picture;
  return { ...changes.reduce(foldOne, picture), seq };
}

/** The session that can still be written into. */
export function running(picture: Picture): CustomerSession | undefined {
  return picture.session?.state.state === 'ended' ? undefined : picture.session;
}

function foldOne(picture: Picture, change: CustomerChange): Picture {
  switch (change.change) {
    case 'session': {
      const same = picture.session?.id === change.session.id;
      return { ...picture, session: change.session, messages: same ? picture.messages : [] };
    }
    case 'message':
      return { ...picture, messages: withMessage(picture.messages, change.message) };
    case 'call':
      return { ...picture, call: change.call };
    case 'rated': {
      const { session, rating } = change.rated;
      if (picture.session?.id !== session) return picture;
      return { ...picture, session: { ...picture.session, rating } };
    }
  }
}

function withMessage(
  messages: readonly CustomerMessage[],
  message: CustomerMessage,
): readonly CustomerMessage[] {
  if (messages.some(known => known.id === message.id)) return messages;
  return [...messages, message].sort(bySequence);
}

function bySequence(one: CustomerMessage, other: CustomerMessage): number {
  return one.sequence - other.sequence;
}
