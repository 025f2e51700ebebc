/**
 * The picture on the screen: what a snapshot says, with the messages of each contact in a list of their own. A list stays
 * the same object for as long as nothing is said in its contact, so that whoever shows it need not look into it.
 */

import type { MessageView, Snapshot, Uuid } from './wire';

export type Picture = Omit<Snapshot, 'messages'> & {
  /** By contact, in order of sequence; of a contact in which nothing was said there is no list. */
  readonly messages: Messages;
};

export type Messages = ReadonlyMap<Uuid, readonly MessageView[]>;

export function pictureOf(snapshot: Snapshot): Picture {
  return { ...snapshot, messages: byContact(snapshot.messages) };
}

/** In order of contact and sequence, as the server gives them. */
function byContact(messages: readonly MessageView[]): Messages {
  const lists = new Map<Uuid, MessageView[]>();
  for (const message of messages) {
    const list = lists.get(message.contact);
    if (list) list.push(message);
    else lists.set(message.contact, [message]);
  }
  return lists;
}

/** DK13: a message that is there already is not added again. */
export function withMessage(messages: Messages, one: MessageView): Messages {
  const list = messages.get(one.contact) ?? [];
  if (list.some(({ id }) => id === one.id)) return messages;
  // Nearly always it is the newest.
  const place = list.findLastIndex(({ sequence }) => sequence <= one.sequence) + 1;
  return new Map(messages).set(one.contact, list.toSpliced(place, 0, one));
}

export function withoutContact(messages: Messages, contact: Uuid): Messages {
  if (!messages.has(contact)) return messages;
  const left = new Map(messages);
  left.delete(contact);
  return left;
}
