/** For which group a call is made and which of its numbers is shown: as the last time, while that is still there. */

import type { GroupView, NumberView } from '@rapport/live/wire';

export type Line = {
  readonly group: GroupView;
  /** Absent: the group has none. */
  readonly from: NumberView | undefined;
};

export function voiceGroups(groups: readonly GroupView[]): readonly GroupView[] {
  return groups.filter(({ kind }) => kind === 'voice');
}

/** Nothing for a member of no group of calls. */
export function lineOf(
  groups: readonly GroupView[],
  dialGroup: string,
  dialFrom: Readonly<Record<string, string>>,
): Line | undefined {
  const own = voiceGroups(groups);
  const group =
    own.find(({ id }) => id === dialGroup) ??
    own.find(({ numbers }) => numbers.length > 0) ??
    own[0];
  if (!group) return undefined;
  const from = group.numbers.find(({ id }) => id === dialFrom[group.id]) ?? group.numbers[0];
  return { group, from };
}
