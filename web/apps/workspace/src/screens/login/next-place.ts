/** Where to go after signing in: the choice of the application comes first, then where one wanted to go. */

import type { MyLogin } from '@rapport/live/wire';

export type NextPlace = { readonly to: string; readonly search?: { readonly from?: string } };

export function nextPlace(login: MyLogin, from: string | undefined): NextPlace {
  const due = placeDue(login);
  if (!due) return { to: from ?? '/' };
  return from ? { to: due, search: { from } } : { to: due };
}

/** The one page that this login may see now; nothing where all is open to it. */
export function placeDue({ application }: MyLogin): '/choose-application' | undefined {
  return application === undefined ? '/choose-application' : undefined;
}
