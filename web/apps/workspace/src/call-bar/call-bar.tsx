/** The bar at the foot of every screen: there while something rings, talks or is being wrapped up. */

import type { CallView } from '@rapport/live/wire';
import { takesKeys } from '../actions/input-number';
import { ConsultAnnouncer } from '../consult/consult-announcer';
import { useKeptFocus } from '../consult/kept-focus';
import { isInternal, withCustomer } from '../state/call-kind';
import { usePicture } from '../state/live';
import { useScreen } from '../state/screen';
import { AcwBar } from './acw-bar';
import { ConnectingBar } from './connecting-bar';
import { ConsultBar } from './consult-bar';
import { ConsultedBar } from './consulted-bar';
import { InternalBar } from './internal-bar';
import { Keypad } from './keypad';
import { RingingBar } from './ringing-bar';
import { TalkBar } from './talk-bar';

export function CallBar() {
  const calls = usePicture(picture => picture.calls);
  const acw = usePicture(({ me }) => me.acw);
  const keypad = useScreen(screen => screen.keypad);
  const call = calls.find(({ state }) => state.state !== 'ringing') ?? calls[0];
  useKeptFocus(call?.consult !== undefined);
  if (!call) return acw ? <AcwBar acw={acw} /> : null;
  const typing = keypad === call.id && takesKeys(call);
  return (
    <>
      {/* Over the bar, not in it: the answer changes the bar, and the pad with what waits in it stays. */}
      {typing && (
        <Keypad key={call.id} call={call.id} isAnswered={call.state.state === 'talking'} />
      )}
      {withCustomer(call) && <ConsultAnnouncer call={call} />}
      <BarOf call={call} />
    </>
  );
}

function BarOf({ call }: { readonly call: CallView }) {
  const { state, consult, consulted_by: asker } = call;
  switch (state.state) {
    case 'ringing':
      return <RingingBar call={call} offer={state} />;
    case 'dialling':
    case 'connecting':
      return <ConnectingBar call={call} />;
    case 'talking':
      if (isInternal(call)) return <InternalBar call={call} talk={state} />;
      if (!withCustomer(call)) return null;
      if (asker) return <ConsultedBar call={call} talk={state} by={asker} />;
      if (consult) return <ConsultBar call={call} talk={state} />;
      return <TalkBar call={call} talk={state} />;
  }
}
