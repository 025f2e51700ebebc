/** The colleague's side of it (VC15, W14): who asks, who is heard, Mute, and the way out. The call is not theirs. */

import type { MemberName, TalkView } from '@rapport/live/wire';
import { Headphones, Music } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { leaveConsult } from '../actions/leave-consult';
import { mute } from '../actions/mute';
import { unmute } from '../actions/unmute';
import { Parties } from '../consult/parties';
import type { CustomerCall } from '../state/call-kind';
import { Bar } from './bar';
import { Controls } from './controls';
import { NoteSign } from './hand-over-note';
import { LineSigns } from './line-signs';
import { RecordingSign } from './recording-sign';
import { TalkNotes } from './talk-notes';
import { TalkTime } from './talk-time';

type Props = { readonly call: CustomerCall; readonly talk: TalkView; readonly by: MemberName };

export function ConsultedBar({ call, talk, by }: Props) {
  const { t } = useTranslation();
  const { muted } = talk;
  const leftOut = call.consult?.with === 'customer';
  const Icon = leftOut ? Music : Headphones;
  return (
    <Bar label={t('call.region')} tint={leftOut ? 'hold' : 'talking'} striped={muted}>
      <Parties call={call} />
      <p className="calm-ground flex items-center gap-2 text-sm">
        <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
        {t(leftOut ? 'consult.you-hear-music' : 'consult.consulting', { name: by.name })}
      </p>
      <NoteSign note={call.note} />
      <RecordingSign call={call} />
      <TalkNotes talk={talk} />
      <LineSigns muted={muted} />
      <TalkTime since={talk.since} />
      <Controls controls={[{ act: muted ? unmute : mute }]} end={leaveConsult} />
    </Bar>
  );
}
