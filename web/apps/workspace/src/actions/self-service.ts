/** Opens and closes the list of flows that the call's group offers (VC20, W15). */

import { Route } from 'lucide-react';
import { useScreen } from '../state/screen';
import { type Act, customerTalk } from './act';

export const selfService: Act = {
  id: 'self-service',
  name: 'service.name',
  icon: Route,
  section: 'call',
  hotkey: 'KeyI',
  intent(context) {
    const call = customerTalk(context);
    if (!call?.flows?.length) return undefined;
    const toggled = (open: string | undefined) => (open === call.id ? undefined : call.id);
    return {
      here: () =>
        useScreen.setState(({ services }) => ({ services: toggled(services), keypad: undefined })),
    };
  },
};
