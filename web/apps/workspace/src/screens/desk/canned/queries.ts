/** Canned replies over HTTP (DK13): those of the agent's groups and everybody's. */

import { api, expectData } from '@rapport/api/client';
import type { CannedReplyList } from '@rapport/live/wire';
import { queryOptions } from '@tanstack/react-query';

export function cannedRepliesQuery() {
  return queryOptions<CannedReplyList>({
    queryKey: ['canned-replies'],
    queryFn: () => expectData(api.GET('/api/v1/canned-replies')),
    // An admin words them anew now and then: who opens the list later sees it.
    staleTime: 30_000,
  });
}
