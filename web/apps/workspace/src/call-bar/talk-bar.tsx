/** In a call (W8): timer, Mute, On Hold, Input number, Transfer, Self-Service, what is recorded, and End apart from them in red. Shows what the server confirmed. */

import type { CallView, TalkView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../actions/act-button';
import { askSatisfaction } from '../actions/ask-satisfaction';
import { cancelHold } from '../actions/cancel-hold';
import { hangUp } from '../actions/hang-up';
import { hold } from '../actions/hold';
import { inputNumber } from '../actions/input-number';
import { mute } from '../actions/mute';
import { pauseRecording } from '../actions/pause-recording';
import { resumeRecording } from '../actions/resume-recording';
import { selfService } from '../actions/self-service';
import { transfer } from '../actions/transfer';
import { unmute } from '../actions/unmute';
import { ConsultOver } from '../consult/consult-over';
import { useScreen } from '../state/screen';
import { Bar } from './bar';
import { Caller } from './caller';
import { FlowList } from './flow-list';
import { NoteSign } from './hand-over-note';
import { MicLevel } from './mic-level';
import { NetworkSign } from './network-sign';
import { RecordingSign } from './recording-sign';
import { ServiceState } from './service-state';
import { SurveySign } from './survey-sign';
import { TalkNotes } from './talk-notes';
import { TalkTime } from './talk-time';

type Props = { readonly call: CallView; readonly talk: TalkView };

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
      <NoteSign note={call.note} />
      <RecordingSign call={call} />
      <SurveySign call={call} />
      <TalkNotes talk={talk} />
      <ConsultOver call={call} />
      <NetworkSign />
      {!muted && !onHold && <MicLevel />}
      <TalkTime since={talk.since} />
      <div className="flex flex-wrap items-center gap-2 max-md:order-2 max-md:w-full md:ml-auto">
        <ActButton act={muted ? unmute : mute} size="large" className="min-w-28" />
        <ActButton act={onHold ? cancelHold : hold} size="large" className="min-w-34" />
        <ActButton act={inputNumber} size="large" brief expanded={typing} />
        <ActButton act={transfer} size="large" brief />
        {(service || Boolean(call.flows?.length)) && (
          <ActButton act={selfService} size="large" brief expanded={choosing} />
        )}
        {call.survey === 'available' && <ActButton act={askSatisfaction} size="large" brief />}
        {(recording === 'on' || (recording === 'paused' && !service?.secret)) && (
          <ActButton
            act={recording === 'on' ? pauseRecording : resumeRecording}
            size="large"
            brief
          />
        )}
        <span
          aria-hidden
          className="mx-1 h-6 w-px bg-edge/40 max-md:flex-1 max-md:bg-transparent max-sm:hidden"
        />
        <ActButton act={hangUp} look="end" size="large" className="max-md:ml-auto" />
      </div>
    </Bar>
  );
}
