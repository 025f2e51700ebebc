/**
 * What stands behind the `?` of an address, read with suspicion. What is not to be believed is set to nothing: left out,
 * the router would hand on what was in the address.
 */

import { RESULTS, type RecordsSearch } from '../screens/records/record-filter';

type Raw = Record<string, unknown>;

export type FromSearch = { readonly from?: string | undefined };
export type LoginSearch = FromSearch & { readonly ended?: 'expired' | undefined };

export function fromSearch({ from }: Raw): FromSearch {
  return { from: placeOf(from) };
}

/** `ended`: the login was over without having been asked to. */
export function loginSearch({ from, ended }: Raw): LoginSearch {
  return { from: placeOf(from), ended: ended === 'expired' ? ended : undefined };
}

export function recordsSearch(raw: Raw): RecordsSearch {
  const { record, kind, agent, group, result, from, to, find } = raw;
  return {
    record: text(record),
    kind: kind === 'voice' || kind === 'chat' ? kind : undefined,
    agent: text(agent),
    group: text(group),
    result: RESULTS.find(known => known === result),
    from: dayOf(from),
    to: dayOf(to),
    find: text(find) ?? (typeof find === 'number' ? String(find) : undefined),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A day that there is: no 30th of February. */
function dayOf(value: unknown): string | undefined {
  const day = text(value);
  if (!day || !/^\d{4}-\d{2}-\d{2}$/u.test(day)) return undefined;
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day) ? undefined : day;
}

/** Only a path of our own: an address from outside is not to be followed. */
function placeOf(from: unknown): string | undefined {
  return typeof from === 'string' && /^\/(?![/\\])/u.test(from) ? from : undefined;
}
