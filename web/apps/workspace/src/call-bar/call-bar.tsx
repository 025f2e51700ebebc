/** The bar at the foot of every screen: there while something rings, talks or is being wrapped up. */

import { usePicture } from '../state/live';
import { AcwBar } from './acw-bar';
import { ConnectingBar } from './connecting-bar';
import { RingingBar } from './ringing-bar';
import { TalkBar } from './talk-bar';

export function CallBar() {
  const calls = usePicture(picture => picture.calls);
  const acw = usePicture(({ me }) => me.acw);
  const call = calls.find(({ state }) => state.state !== 'ringing') ?? calls[0];
  if (call) {
    const { state } = call;
    switch (state.state) {
      case 'ringing':
        return <RingingBar call={call} offer={state} />;
      case 'dialling':
      case 'connecting':
        return <ConnectingBar call={call} />;
      case 'talking':
        return <TalkBar call={call} talk={state} />;
    }
  }
  return acw ? <AcwBar acw={acw} /> : null;
}
