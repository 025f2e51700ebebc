/**
 * Folds what the server pushed into the picture on the screen. Pure.
 * Law: `apply(snapshot, changes)` equals a fresh snapshot; calls and sessions are in order of id.
 */

import type { Change, Changes, MessageView, Snapshot } from './wire';

export function apply(picture: Snapshot, { seq, changes }: Changes): Snapshot {
  // A resumed socket may repeat what was folded in already; an older view must not win.
  if (seq < picture.seq) return picture;
  return { ...changes.reduce(fold, picture), seq };
}

function fold(picture: Snapshot, change: Change): Snapshot {
  switch (change.change) {
    case 'me': {
      const { change: _, ...me } = change;
      return { ...picture, me };
    }
    case 'call': {
      const { change: _, ...call } = change;
      return { ...picture, calls: byId(replaced(picture.calls, call)) };
    }
    case 'session': {
      const { change: _, ...session } = change;
      return { ...picture, sessions: byId(replaced(picture.sessions, session)) };
    }
    case 'message': {
      const { change: _, ...message } = change;
      return { ...picture, messages: added(picture.messages, message) };
    }
    case 'group': {
      const { change: _, ...group } = change;
      return { ...picture, groups: replaced(picture.groups, group) };
    }
    case 'contact-gone': {
      const { contact } = change;
      return {
        ...picture,
        calls: picture.calls.filter(call => call.id !== contact),
        sessions: picture.sessions.filter(session => session.id !== contact),
        messages: picture.messages.filter(message => message.contact !== contact),
      };
    }
  }
}

type WithId = { readonly id: string };

function replaced<T extends WithId>(list: T[], one: T): T[] {
  return list.some(({ id }) => id === one.id)
    ? list.map(old => (old.id === one.id ? one : old))
    : [...list, one];
}

function byId<T extends WithId>(list: T[]): T[] {
  return list.toSorted((a, b) => compare(a.id, b.id));
}

/** DK13: a message that is there already is not added again. */
function added(list: MessageView[], one: MessageView): MessageView[] {
  if (list.some(({ id }) => id === one.id)) return list;
  return [...list, one].toSorted(
    (a, b) => compare(a.contact, b.contact) || a.sequence - b.sequence,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
