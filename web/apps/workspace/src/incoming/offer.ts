/** The one offer that rings for this agent, call or session alike (RT01: there is never a second one). */

import type { Picture } from '@rapport/live/picture';
import type {
  CameByView,
  CustomerView,
  GroupRef,
  HandedView,
  MemberName,
  NoteView,
  OfferView,
  Uuid,
} from '@rapport/live/wire';
import i18next from 'i18next';
import { isInternal, otherInside, withCustomer } from '../state/call-kind';
import { phoneName } from '../state/own-phone';

type Terms = {
  readonly contact: Uuid;
  readonly terms: OfferView;
};

export type CustomerOffer = Terms & {
  readonly kind: 'call' | 'session';
  readonly customer: CustomerView;
  readonly group: GroupRef;
  readonly arrived: number;
  /** The number dialled, or the channel. */
  readonly entry: string;
  /** VC01: the way through the menus that answered. */
  readonly cameBy?: CameByView;
  /** VC15: what who handed it over has written. */
  readonly note?: NoteView | undefined;
};

/** VC30: a colleague calls. */
export type InternalOffer = Terms & {
  readonly kind: 'internal';
  readonly colleague: MemberName;
};

export type Offer = CustomerOffer | InternalOffer;

export function offerIn(picture: Picture): Offer | undefined {
  for (const call of picture.calls) {
    if (call.state.state !== 'ringing') continue;
    const { id: contact, state: terms } = call;
    if (isInternal(call)) return { kind: 'internal', contact, terms, colleague: otherInside(call) };
    if (!withCustomer(call)) continue;
    const { customer, group, arrived, dialled: entry, note } = call;
    const cameBy = call.came_by && { cameBy: call.came_by };
    return { kind: 'call', contact, customer, group, arrived, entry, terms, note, ...cameBy };
  }
  for (const session of picture.sessions) {
    if (!session.offer) continue;
    const { id: contact, customer, group, arrived, channel: entry, offer: terms, note } = session;
    return { kind: 'session', contact, customer, group, arrived, entry, terms, note };
  }
  return undefined;
}

export function handedText(handed: HandedView): string {
  switch (handed.how) {
    case 'consult':
      return i18next.t('call.handed.consult', { name: handed.by.name });
    case 'transferred':
      return i18next.t('call.handed.transferred', { name: handed.by.name });
    case 'returned':
      return i18next.t('call.handed.returned', { name: handed.from.name });
    case 'returned-outside':
      return i18next.t('call.handed.returned-outside', { number: handed.number });
    case 'returned-from-phone':
      return i18next.t('call.handed.returned-from-phone', { name: phoneName(handed.phone) });
  }
}

/** VC15: who asks, where it is not the customer who is to be answered. */
export function askerIn(offer: OfferView): MemberName | undefined {
  return offer.handed?.how === 'consult' ? offer.handed.by : undefined;
}

/** Tells one ringing from the next, even of the same contact. */
export function offerTag({ contact, terms }: Offer): string {
  return `${contact}-${terms.fence}`;
}
