/** Talking with a colleague, or at a SIP phone (VC30): Mute, On Hold and End. There is no customer to hand over, to record or to ask. */

import type { TalkView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { cancelHold } from '../actions/cancel-hold';
import { hangUp } from '../actions/hang-up';
import { hold } from '../actions/hold';
import { mute } from '../actions/mute';
import { unmute } from '../actions/unmute';
import { type InternalCall, otherName } from '../state/call-kind';
import { Bar } from './bar';
import { Colleague } from './colleague';
import { Controls } from './controls';
import { LineSigns } from './line-signs';
import { TalkNotes } from './talk-notes';
import { TalkTime } from './talk-time';

type Props = { readonly call: InternalCall; readonly talk: TalkView };

export function InternalBar({ call, talk }: Props) {
  const { t } = useTranslation();
  const { muted } = talk;
  const onHold = talk.hold_since !== undefined;
  return (
    <Bar label={t('call.region')} tint={onHold ? 'hold' : 'talking'} striped={muted}>
      <Colleague call={call} />
      <TalkNotes talk={talk} colleague={otherName(call)} />
      <LineSigns muted={muted || onHold} />
      <TalkTime since={talk.since} />
      <Controls
        controls={[{ act: muted ? unmute : mute }, { act: onHold ? cancelHold : hold }]}
        end={hangUp}
      />
    </Bar>
  );
}
