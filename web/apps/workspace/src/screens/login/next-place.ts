/** Where to go after signing in: what is due comes first, then the choice of the application, then where one wanted to go. */

import type { MyLogin } from '@rapport/live/wire';

export type NextPlace = { readonly to: string; readonly search?: { readonly from?: string } };

export function nextPlace(login: MyLogin, from: string | undefined): NextPlace {
  const due = placeDue(login);
  if (!due) return { to: from ?? '/' };
  return from ? { to: due, search: { from } } : { to: due };
}

/** The one page that this login may see now; nothing where all is open to it. */
export function placeDue({ due, application }: MyLogin): DuePlace | undefined {
  if (due === 'change-password') return '/first-password';
  if (due === 'set-up-totp') return '/set-up-code';
  return application === undefined ? '/choose-application' : undefined;
}

export type DuePlace = '/first-password' | '/set-up-code' | '/choose-application';
