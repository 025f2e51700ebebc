/** VC31: by what this member takes calls: the browser, or a SIP phone that an admin made theirs. As the server told it last. */

import type { OwnPhone, OwnSipPhone, PhoneName, Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { give } from './give';
import { watchFrames } from './live';

/** Nothing is told where no SIP phone is the member's. */
export const useOwnPhone = create<Omit<OwnPhone, 'type'>>()(() => ({
  sip_phones: [],
  doing: 'idle',
}));

export function followOwnPhone(): void {
  watchFrames(frame => {
    if (frame.type !== 'own-phone') return;
    const { chosen, sip_phones, doing } = frame;
    useOwnPhone.setState({ ...(chosen && { chosen }), sip_phones, doing }, true);
  });
}

/** The SIP phone that the member has chosen; absent: the browser. */
export function useChosenPhone(): OwnSipPhone | undefined {
  return useOwnPhone(({ chosen, sip_phones }) => sip_phones.find(({ id }) => id === chosen));
}

/** The menu shows the choice once the server has told it. */
export function choosePhone(phone: Uuid | undefined): void {
  void give({ command: 'choose-phone', ...(phone && { sip_phone: phone }) });
}

export function phoneName({ name, extension }: Omit<PhoneName, 'id'>): string {
  return name ? `${name} (${extension})` : extension;
}
