/** The directory and the steps from one to the next (W13): a row that came replaces the one of its id. Pure. */

import type { Directory, DirectoryChanges, Uuid } from './wire';

export function withChanges(
  { colleagues, groups, phones }: Directory,
  changes: DirectoryChanges,
): Directory {
  return {
    colleagues: replaced(colleagues, changes.colleagues),
    groups: replaced(groups, changes.groups),
    phones: replaced(phones, changes.phones ?? []),
  };
}

/** The same list where nothing came, so that what is drawn from it stays as it is. */
function replaced<Row extends { readonly id: Uuid }>(rows: Row[], came: readonly Row[]): Row[] {
  if (came.length === 0) return rows;
  const byId = new Map(rows.map(row => [row.id, row]));
  for (const row of came) byId.set(row.id, row);
  return [...byId.values()];
}
