/** To whom a call can be handed: what the filter leaves of the directory, and why somebody cannot be rung. Pure. */

import type {
  ColleagueView,
  Directory,
  DirectoryGroup,
  TransferTarget,
  Unavailable,
  Uuid,
} from '@rapport/live/wire';
import { byName, finder } from '../state/find';

export type Kind = TransferTarget['kind'];

export type Target =
  | { readonly kind: 'group'; readonly group: DirectoryGroup }
  | { readonly kind: 'agent'; readonly colleague: ColleagueView };

/** VC10: groups of calls, by name. */
export function groupTargets({ groups }: Directory, find: string): readonly DirectoryGroup[] {
  const fits = finder(find);
  return byName(groups.filter(({ kind, name }) => kind === 'voice' && fits(name)));
}

/** VC11: everybody but me, found by their own name or by a group's. */
export function agentTargets(
  directory: Directory,
  me: Uuid,
  find: string,
): readonly ColleagueView[] {
  const fits = finder(find);
  const names = groupNames(directory);
  return byName(
    directory.colleagues.filter(({ id, name, groups }) => {
      const all = [name, ...groups.map(group => names.get(group))].join(' ');
      return id !== me && fits(all);
    }),
  );
}

/** VC10: who works in the group besides me. */
export function membersOf(
  { colleagues }: Directory,
  group: Uuid,
  me: Uuid,
): readonly ColleagueView[] {
  return byName(colleagues.filter(({ id, groups }) => id !== me && groups.includes(group)));
}

export function groupNames({ groups }: Directory): ReadonlyMap<Uuid, string> {
  return new Map(groups.map(({ id, name }) => [id, name]));
}

/** A group takes a call though nobody is free there: the customer waits. */
export function whyNot(target: Target): Unavailable | undefined {
  return target.kind === 'agent' ? target.colleague.unavailable : undefined;
}

export function nameOf(target: Target): string {
  return target.kind === 'agent' ? target.colleague.name : target.group.name;
}

export function idOf(target: Target): TransferTarget {
  return target.kind === 'agent'
    ? { kind: 'agent', id: target.colleague.id }
    : { kind: 'group', id: target.group.id };
}
