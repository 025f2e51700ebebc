/** How the server reads what is typed: the number, its country, and for which groups it may be called. */

import { ApiError, api, expectData } from '@rapport/api/client';
import type { TelephoneView } from '@rapport/live/wire';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** More is no number, and is not asked for. */
const TYPED_MAX = 40;
const PAUSE_MS = 150;

export type Reading =
  /** Nothing typed, or the answer is on its way. */
  | { readonly state: 'none' }
  | { readonly state: 'number'; readonly telephone: TelephoneView }
  | { readonly state: 'no-number' };

const NONE: Reading = { state: 'none' };
const NO_NUMBER: Reading = { state: 'no-number' };

export function useReading(typed: string): Reading {
  const asked = useSettled(typed.trim());
  const { data } = useQuery({
    queryKey: ['telephone', asked],
    queryFn: () => read(asked),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  if (typed.trim() === '') return NONE;
  return data ?? NONE;
}

async function read(typed: string): Promise<Reading> {
  if (typed.length > TYPED_MAX) return NO_NUMBER;
  try {
    const telephone = await expectData(
      api.GET('/api/v1/telephone', { params: { query: { typed } } }),
    );
    return { state: 'number', telephone };
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'invalid-number') return NO_NUMBER;
    throw error;
  }
}

/** What stands there when nobody has typed for a moment. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
