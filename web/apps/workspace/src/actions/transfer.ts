/** Opens the transfer dialog (W13); what it leads to is chosen there. */

import { PhoneForwarded } from 'lucide-react';
import { useScreen } from '../state/screen';
import { type Act, customerTalk } from './act';

export const transfer: Act = {
  id: 'transfer',
  name: 'call.transfer',
  icon: PhoneForwarded,
  section: 'call',
  hotkey: 'KeyT',
  intent(context) {
    const call = customerTalk(context);
    return call && { here: () => useScreen.setState({ transferring: call.id }) };
  },
};
