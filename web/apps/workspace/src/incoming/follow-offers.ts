/** Ringtone, title and notification start with an offer and stop with it, whoever ended it (U05). */

import { clockFace } from '@rapport/ui/format/duration';
import i18next from 'i18next';
import { useLive } from '../state/live';
import { useSound } from '../state/phone';
import { usePreferences } from '../state/preferences';
import { ringer } from '../state/ringer';
import { closeNotice, showNotice } from './desktop-notice';
import {
  askerIn,
  type CustomerOffer,
  handedText,
  type InternalOffer,
  type Offer,
  offerIn,
  offerTag,
} from './offer';
import { flashTitle, stopFlashing } from './title-flash';

let current: string | undefined;

export function followOffers(): void {
  useLive.subscribe(({ picture, link }) => {
    // Without the server nobody knows whether it still rings.
    const offer = picture && link.state === 'live' ? offerIn(picture) : undefined;
    const tag = offer && offerTag(offer);
    if (tag === current) return;
    current = tag;
    hush();
    if (offer) call(offer);
  });
}

function call(offer: Offer): void {
  const isColleague = offer.kind === 'internal';
  const { title, body } = isColleague ? ofColleague(offer) : ofCustomer(offer);
  const { attention } = usePreferences.getState();
  const { sound, notice } = attention[isColleague ? 'call' : offer.kind];
  flashTitle(title);
  if (notice) showNotice(title, body, offerTag(offer));
  // F29: of several windows only the one with the voice rings aloud.
  if (sound && !useSound.getState().elsewhere) ringer.start(isColleague ? 'colleague' : 'customer');
}

type Words = { readonly title: string; readonly body: string };

function ofCustomer({ customer, group, terms, kind }: CustomerOffer): Words {
  const caller = askerIn(terms)?.name ?? customer.name;
  const title =
    kind === 'call'
      ? i18next.t('incoming.title', { caller })
      : i18next.t('incoming.session-title', { customer: customer.name });
  const where = i18next.t('incoming.body', { group: group.name, time: clockFace(terms.waited) });
  return { title, body: terms.handed ? `${handedText(terms.handed)} · ${where}` : where };
}

function ofColleague({ colleague }: InternalOffer): Words {
  const title = i18next.t('incoming.title', { caller: colleague.name });
  return { title, body: i18next.t('internal.incoming') };
}

function hush(): void {
  ringer.stop();
  stopFlashing();
  closeNotice();
}
