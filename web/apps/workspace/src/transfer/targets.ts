/** To whom a call or a session can be handed: what the filter leaves of the directory, and why somebody cannot be rung. Pure. */

import type {
  ColleagueView,
  Directory,
  DirectoryGroup,
  DirectoryPhone,
  GroupKind,
  PhoneUnavailable,
  TransferTarget,
  Unavailable,
  Uuid,
} from '@rapport/live/wire';
import { byName, finder } from '../state/find';
import { phoneName } from '../state/own-phone';

export type Kind = TransferTarget['kind'];

export type Target =
  | { readonly kind: 'group'; readonly group: DirectoryGroup }
  | { readonly kind: 'agent'; readonly colleague: ColleagueView }
  | { readonly kind: 'phone'; readonly phone: DirectoryPhone };

/** VC10, DK05: groups of calls or of sessions, by name. */
export function groupTargets(
  { groups }: Directory,
  find: string,
  of: GroupKind = 'voice',
): readonly DirectoryGroup[] {
  const fits = finder(find);
  return byName(groups.filter(({ kind, name }) => kind === of && fits(name)));
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

/** DK05: the same colleagues, found by their address as well, as a session finds them: with room for it or without. */
export function sessionTargets(
  directory: Directory,
  me: Uuid,
  find: string,
): readonly ColleagueView[] {
  const fits = finder(find);
  return byName(
    directory.colleagues
      .filter(({ id, name, email }) => id !== me && fits(`${name} ${email}`))
      .map(({ unavailable: _, ...colleague }) => {
        const { unavailable } = colleague.sessions;
        return unavailable ? { ...colleague, unavailable } : colleague;
      }),
  );
}

/** VC12: SIP phones, found by their own name or number, or by who takes calls by them. */
export function phoneTargets(directory: Directory, find: string): readonly DirectoryPhone[] {
  const fits = finder(find);
  const names = new Map(directory.colleagues.map(({ id, name }) => [id, name]));
  return byName(
    directory.phones.filter(({ name, extension, member }) =>
      fits([name, extension, member && names.get(member)].join(' ')),
    ),
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
export function whyNot(target: Target): Unavailable | PhoneUnavailable | undefined {
  switch (target.kind) {
    case 'group':
      return undefined;
    case 'agent':
      return target.colleague.unavailable;
    case 'phone':
      return target.phone.unavailable;
  }
}

export function nameOf(target: Target): string {
  switch (target.kind) {
    case 'group':
      return target.group.name;
    case 'agent':
      return target.colleague.name;
    case 'phone':
      return phoneName(target.phone);
  }
}

export function idOf(target: Target): TransferTarget {
  switch (target.kind) {
    case 'group':
      return { kind: 'group', id: target.group.id };
    case 'agent':
      return { kind: 'agent', id: target.colleague.id };
    case 'phone':
      return { kind: 'phone', id: target.phone.id };
  }
}
