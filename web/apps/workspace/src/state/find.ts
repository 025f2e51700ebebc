/** Rows of people and groups as one looks for them by typing. Pure. */

/** More rows than anybody reads: who looks for one of them types. */
export const ROWS_MAX = 100;

/** By name: an order that does not move when a status changes, or a row would slip away from under the pointer. */
export function byName<Row extends { readonly name: string }>(
  rows: readonly Row[],
): readonly Row[] {
  return rows.toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Whether a text has every word typed, in whatever order, without regard to case and accents. */
export function finder(find: string): (text: string) => boolean {
  const wanted = plainly(find).split(/\s+/u).filter(Boolean);
  return text => {
    const plain = plainly(text);
    return wanted.every(word => plain.includes(word));
  };
}

function plainly(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
}
