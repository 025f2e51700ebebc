/** Whom one may look for to call in the house (VC30, W17): colleagues by name or e-mail, who is online before who is not. Pure. */

import type { ColleagueView, Directory, Uuid } from '@rapport/live/wire';
import { byName, finder } from '../state/find';

export function people(directory: Directory, me: Uuid, find: string): readonly ColleagueView[] {
  const fits = finder(find);
  const found = byName(
    directory.colleagues.filter(({ id, name, email }) => id !== me && fits(`${name} ${email}`)),
  );
  const online = found.filter(({ label }) => label !== 'offline');
  return [...online, ...found.filter(({ label }) => label === 'offline')];
}
