/** Voicemails over HTTP (VC42): the list, and what a member does with one of them. Each act answers what it is then. */

import { api, expectData } from '@rapport/api/client';
import type { Uuid, VoicemailList, VoicemailView } from '@rapport/live/wire';
import { queryOptions } from '@tanstack/react-query';

export const VOICEMAILS = ['voicemails'] as const;

export function voicemailsQuery() {
  return queryOptions<VoicemailList>({
    queryKey: VOICEMAILS,
    queryFn: () => expectData(api.GET('/api/v1/voicemails')),
  });
}

export type VoicemailAct = (id: Uuid) => Promise<VoicemailView>;

export const claimVoicemail: VoicemailAct = id =>
  expectData(api.POST('/api/v1/voicemails/{id}/claim', one(id)));

export const giveVoicemailBack: VoicemailAct = id =>
  expectData(api.DELETE('/api/v1/voicemails/{id}/claim', one(id)));

export const finishVoicemail: VoicemailAct = id =>
  expectData(api.POST('/api/v1/voicemails/{id}/done', one(id)));

/** For an `audio` element. */
export function soundOf(id: Uuid): string {
  return `/api/v1/voicemails/${id}/sound`;
}

function one(id: Uuid) {
  return { params: { path: { id } } };
}
