/** What the list of records is narrowed to: as it stands in the address, and as the server is asked. */

import type { GroupKind, Uuid } from '@rapport/live/wire';

export type RecordsSearch = {
  readonly record?: Uuid | undefined;
  readonly kind?: GroupKind | undefined;
  readonly agent?: Uuid | undefined;
  readonly group?: Uuid | undefined;
  readonly result?: string | undefined;
  /** Days of the reader's calendar, both included: 2026-11-22. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly find?: string | undefined;
};

export type RecordFilter = Omit<RecordsSearch, 'record'>;

export type RecordsAsked = {
  readonly kind?: GroupKind;
  readonly member?: Uuid;
  readonly group?: Uuid;
  readonly result?: string;
  readonly from?: number;
  readonly until?: number;
  readonly search?: string;
};

/** Those that a contact can end with so far (RC01), the frequent ones first. */
export const RESULTS = [
  'ended_by_customer',
  'ended_by_agent',
  'left_in_queue',
  'left_while_ringing',
  'left_in_flow',
  'waited_too_long',
  'nobody_online',
  'queue_full',
  'customer_timeout',
  'agent_lost',
  'media_timeout',
  'no_ack',
  'refused',
  'system_fault',
] as const;

export function asked({ kind, agent, group, result, from, to, find }: RecordFilter): RecordsAsked {
  const [since, until] = [from && dayStart(from), to && dayStart(to, 1)];
  return {
    ...(kind && { kind }),
    ...(agent && { member: agent }),
    ...(group && { group }),
    ...(result && { result }),
    ...(since && { from: since }),
    ...(until && { until }),
    ...(find && { search: find }),
  };
}

/** Besides the kind, which has its tabs. */
export function narrowings({ agent, group, result, from, to, find }: RecordFilter): number {
  return [agent, group, result, from ?? to, find].filter(Boolean).length;
}

/** A day begins when the reader's clock says so; it is not always 24 hours long. */
function dayStart(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}
