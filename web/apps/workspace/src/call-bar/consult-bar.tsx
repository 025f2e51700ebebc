/** Somebody is asked in the middle of a talk (VC15, W14): the other two, and the ways on. The agent's own screen. */

import type { TalkView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { cancelConsult } from '../actions/cancel-consult';
import { completeConsult } from '../actions/complete-consult';
import { hangUp } from '../actions/hang-up';
import { mergeConsult } from '../actions/merge-consult';
import { mute } from '../actions/mute';
import { swapConsult } from '../actions/swap-consult';
import { unmute } from '../actions/unmute';
import { Parties } from '../consult/parties';
import type { CustomerCall } from '../state/call-kind';
import { Bar } from './bar';
import { Controls } from './controls';
import { LineSigns } from './line-signs';
import { recordingControl } from './recording-control';
import { RecordingSign } from './recording-sign';
import { TalkNotes } from './talk-notes';
import { TalkTime } from './talk-time';

type Props = { readonly call: CustomerCall; readonly talk: TalkView };

export function ConsultBar({ call, talk }: Props) {
  const { t } = useTranslation();
  const { muted } = talk;
  const { recording } = call;
  // What a hold means is not so while the agent is turned to the colleague, and turning back ends it.
  const { hold_since: _, ...notes } = talk;
  const alone = call.consult?.with !== 'consultant';
  return (
    <Bar label={t('call.region')} tint={alone ? 'talking' : 'hold'} striped={muted}>
      <Parties call={call} />
      <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2 max-md:w-full max-md:justify-end">
        <RecordingSign call={call} />
        <TalkNotes talk={notes} />
        <LineSigns muted={muted} />
        <TalkTime since={talk.since} />
      </div>
      <Controls
        controls={[
          { act: muted ? unmute : mute },
          { act: swapConsult },
          { act: mergeConsult },
          { act: completeConsult, look: 'primary' },
          { act: cancelConsult },
          recordingControl(recording),
        ]}
        end={hangUp}
        confirm={t('consult.end-for-all')}
      />
    </Bar>
  );
}
