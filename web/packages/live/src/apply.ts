/**
 * Folds what the server pushed into the picture on the screen. Pure.
 * Law: `apply(picture, changes)` equals the picture of a fresh snapshot; calls and sessions are in order of id, and what did
 * not change stays the same object.
 */

import { type Picture, withMessage, withoutContact } from './picture';
import type { Change, Changes } from './wire';

export function apply(picture: Picture, { seq, changes }: Changes): Picture {
  // A resumed socket may repeat what was folded in already; an older view must not win.
  if (seq < picture.seq) return picture;
  return { ...changes.reduce(fold, picture), seq };
}

function fold(picture: Picture, change: Change): Picture {
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
      return { ...picture, messages: withMessage(picture.messages, message) };
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
        messages: withoutContact(picture.messages, contact),
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
