/** Records over HTTP: a page at a time, and one in full. */

import { api, expectData } from '@rapport/api/client';
import type { GroupKind, RecordDetail, RecordPage, Uuid } from '@rapport/live/wire';
import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryKey,
  queryOptions,
} from '@tanstack/react-query';

export function recordsQuery(kind: GroupKind | undefined) {
  return infiniteQueryOptions<
    RecordPage,
    Error,
    InfiniteData<RecordPage>,
    QueryKey,
    string | undefined
  >({
    queryKey: ['records', kind ?? 'all'],
    queryFn: ({ pageParam: before }) =>
      expectData(
        api.GET('/api/v1/records', {
          params: { query: { ...(before && { before }), ...(kind && { kind }) } },
        }),
      ),
    initialPageParam: undefined,
    getNextPageParam: page => page.next,
  });
}

export function recordQuery(id: Uuid) {
  return queryOptions<RecordDetail>({
    queryKey: ['record', id],
    queryFn: () => expectData(api.GET('/api/v1/records/{id}', { params: { path: { id } } })),
  });
}
