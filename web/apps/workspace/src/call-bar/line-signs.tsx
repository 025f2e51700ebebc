/** How this end of the call is: the browser's network and microphone, or the SIP phone that is used instead (VC31). */

import { useChosenPhone } from '../state/own-phone';
import { HandsetSign } from './handset-sign';
import { MicLevel } from './mic-level';
import { NetworkSign } from './network-sign';

type Props = {
  /** Nobody hears this microphone now. */
  readonly muted: boolean;
};

export function LineSigns({ muted }: Props) {
  if (useChosenPhone()) return <HandsetSign />;
  return (
    <>
      <NetworkSign />
      {!muted && <MicLevel />}
    </>
  );
}
