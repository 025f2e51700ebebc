/** What was typed and not sent, per session. Kept in the tab only, and gone with the login. */

import type { Uuid } from '@rapport/live/wire';

const PREFIX = 'rapport.draft.';

export function draftOf(contact: Uuid): string {
  return sessionStorage.getItem(PREFIX + contact) ?? '';
}

export function keepDraft(contact: Uuid, text: string): void {
  if (text === '') sessionStorage.removeItem(PREFIX + contact);
  else sessionStorage.setItem(PREFIX + contact, text);
}
