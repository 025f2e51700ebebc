/** In a call (W8): timer, Mute, On Hold, Input number, Transfer, Self-Service, what is recorded, and End apart from them in red. Shows what the server confirmed. */

import type { TalkView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { askSatisfaction } from '../actions/ask-satisfaction';
import { cancelHold } from '../actions/cancel-hold';
import { hangUp } from '../actions/hang-up';
import { hold } from '../actions/hold';
import { inputNumber } from '../actions/input-number';
import { mute } from '../actions/mute';
import { selfService } from '../actions/self-service';
import { transfer } from '../actions/transfer';
import { unmute } from '../actions/unmute';
import { ConsultOver } from '../consult/consult-over';
import type { CustomerCall } from '../state/call-kind';
import { useScreen } from '../state/screen';
import { Bar } from './bar';
import { Caller } from './caller';
import { Controls } from './controls';
import { FlowList } from './flow-list';
import { NoteSign } from './hand-over-note';
import { LineSigns } from './line-signs';
import { recordingControl } from './recording-control';
import { RecordingSign } from './recording-sign';
import { ServiceState } from './service-state';
import { SurveySign } from './survey-sign';
import { TalkNotes } from './talk-notes';
import { TalkTime } from './talk-time';

type Props = { readonly call: CustomerCall; readonly talk: TalkView };

export function TalkBar({ call, talk }: Props) {
  const { t } = useTranslation();
  const { muted } = talk;
  const { recording, self_service: service } = call;
  const onHold = talk.hold_since !== undefined;
  const typing = useScreen(({ keypad }) => keypad === call.id) && !onHold && !service;
  const choosing = useScreen(({ services }) => services === call.id) && !service;
  return (
    <Bar label={t('call.region')} tint={onHold ? 'hold' : 'talking'} striped={muted}>
      {choosing && <FlowList key={call.id} call={call} />}
      {service && <ServiceState service={service} />}
      <Caller call={call} />
      <div className="grid gap-0.5 empty:hidden max-md:mr-auto">
        <NoteSign note={call.note} />
        <RecordingSign call={call} />
        <SurveySign call={call} />
      </div>
      <TalkNotes talk={talk} />
      <ConsultOver call={call} />
      <LineSigns muted={muted || onHold} />
      <TalkTime since={talk.since} />
      <Controls
        controls={[
          { act: muted ? unmute : mute },
          { act: onHold ? cancelHold : hold },
          { act: inputNumber, expanded: typing },
          { act: transfer },
          (service || Boolean(call.flows?.length)) && { act: selfService, expanded: choosing },
          call.survey === 'available' && { act: askSatisfaction },
          recordingControl(recording, service?.secret),
        ]}
        end={hangUp}
        says
      />
    </Bar>
  );
}
