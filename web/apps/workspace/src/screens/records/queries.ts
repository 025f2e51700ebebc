/** Records over HTTP: a page at a time, one in full, and the picture of a recording. */

import { api, expectData } from '@rapport/api/client';
import type {
  RecordChoices,
  RecordDetail,
  RecordingPeaks,
  RecordPage,
  Uuid,
} from '@rapport/live/wire';
import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryKey,
  queryOptions,
} from '@tanstack/react-query';
import type { RecordsAsked } from './record-filter';

export function recordsQuery(asked: RecordsAsked) {
  return infiniteQueryOptions<
    RecordPage,
    Error,
    InfiniteData<RecordPage>,
    QueryKey,
    string | undefined
  >({
    queryKey: ['records', asked],
    queryFn: ({ pageParam: before }) =>
      expectData(
        api.GET('/api/v1/records', {
          params: { query: { ...asked, ...(before && { before }) } },
        }),
      ),
    initialPageParam: undefined,
    getNextPageParam: page => page.next,
  });
}

/** Agents and groups that the reader can narrow the list to. */
export function choicesQuery() {
  return queryOptions<RecordChoices>({
    queryKey: ['record-choices'],
    queryFn: () => expectData(api.GET('/api/v1/records/choices')),
  });
}

export function recordQuery(id: Uuid) {
  return queryOptions<RecordDetail>({
    queryKey: ['record', id],
    queryFn: () => expectData(api.GET('/api/v1/records/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (isBeingMade(state.data) ? MADE_AFTER_MS : false),
  });
}

/** A picture never changes: it is made with the file. */
export function peaksQuery(id: Uuid) {
  return queryOptions<RecordingPeaks>({
    queryKey: ['peaks', id],
    queryFn: () =>
      expectData(api.GET('/api/v1/recordings/{id}/peaks', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The file of a recording comes a moment after the talk. */
const MADE_AFTER_MS = 1_000;

function isBeingMade(detail: RecordDetail | undefined): boolean {
  return detail?.recordings.some(({ ready }) => !ready) ?? false;
}
