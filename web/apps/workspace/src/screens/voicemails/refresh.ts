/** Asks for the voicemails again: after an act, when the server says that something has changed, and when somebody comes back to the
 * window or the connection does. */

import type { VoicemailView } from '@rapport/live/wire';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useIsLive, watchFrames } from '../../state/live';
import { VOICEMAILS, voicemailsQuery } from './queries';

/** What the server says of one voicemail stands in the list at once. */
export function useTakeIn(): (changed: VoicemailView) => void {
  const queries = useQueryClient();
  return changed =>
    queries.setQueryData(voicemailsQuery().queryKey, list => {
      const same = (one: VoicemailView) => (one.id === changed.id ? changed : one);
      return list && { ...list, voicemails: list.voicemails.map(same) };
    });
}

export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: VOICEMAILS }), [queries]);
}

export function useKeepFresh(): void {
  const queries = useQueryClient();
  const isLive = useIsLive();
  useEffect(() => {
    // A window that comes to the front may report it twice; one answer does for both.
    const refresh = () => {
      if (document.visibilityState === 'hidden') return;
      void queries.invalidateQueries({ queryKey: VOICEMAILS }, { cancelRefetch: false });
    };
    if (isLive) refresh();
    const forget = watchFrames(frame => {
      // What was asked for before may be answered with what was true before.
      if (frame.type === 'voicemails-changed') {
        void queries.invalidateQueries({ queryKey: VOICEMAILS });
      }
    });
    addEventListener('focus', refresh);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      forget();
      removeEventListener('focus', refresh);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [queries, isLive]);
}
