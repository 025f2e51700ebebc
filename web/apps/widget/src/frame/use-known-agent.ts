/**
 * Who the customer was with last in this session. An end does not tell it, and who wrote nothing has signed nothing.
 */

import type { Picture } from '@rapport/customer/picture';
import { useRef } from 'preact/hooks';

export function useKnownAgent({ session }: Picture): string | undefined {
  const known = useRef<{ session: string; agent: string }>(undefined);
  if (session?.state.state === 'open') {
    known.current = { session: session.id, agent: session.state.agent };
  }
  return known.current?.session === session?.id ? known.current?.agent : undefined;
}
