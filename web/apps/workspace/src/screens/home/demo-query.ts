/** Whether this server is a demo. Any other has no such address, and that is an answer too. */

import { ApiError, api, expectData } from '@rapport/api/client';
import { queryOptions } from '@tanstack/react-query';

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => {
    try {
      await expectData(api.GET('/api/v1/demo'));
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 404) return false;
      throw error;
    }
  },
});
