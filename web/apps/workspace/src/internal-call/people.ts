/**
 * Whom one may look for to call in the house (VC30, W17): colleagues by name or e-mail, and SIP phones by name or extension; who is
 * online before who is not. Pure.
 */

import type { ColleagueView, Directory, DirectoryPhone, Uuid } from '@rapport/live/wire';
import { byName, finder } from '../state/find';
import { phoneName } from '../state/own-phone';

export type Inside =
  | { readonly kind: 'member'; readonly member: ColleagueView }
  | { readonly kind: 'phone'; readonly phone: DirectoryPhone };

export function inside(directory: Directory, me: Uuid, find: string): readonly Inside[] {
  const found = people(directory, me, find);
  const online = found.findIndex(({ label }) => label === 'offline');
  const before = online < 0 ? found : found.slice(0, online);
  const member = (colleague: ColleagueView): Inside => ({ kind: 'member', member: colleague });
  const phone = (one: DirectoryPhone): Inside => ({ kind: 'phone', phone: one });
  return [
    ...before.map(member),
    ...phones(directory, me, find).map(phone),
    ...found.slice(before.length).map(member),
  ];
}

/** A phone by which I take calls is me. */
function phones(directory: Directory, me: Uuid, find: string): readonly DirectoryPhone[] {
  const fits = finder(find);
  const found = directory.phones.filter(
    phone => phone.member !== me && fits(`${phoneName(phone)} ${phone.extension}`),
  );
  return byName(found);
}

function people(directory: Directory, me: Uuid, find: string): readonly ColleagueView[] {
  const fits = finder(find);
  const found = byName(
    directory.colleagues.filter(({ id, name, email }) => id !== me && fits(`${name} ${email}`)),
  );
  const online = found.filter(({ label }) => label !== 'offline');
  return [...online, ...found.filter(({ label }) => label === 'offline')];
}
