/** Ringtone, title and notification start with an offer and stop with it, whoever ended it (U05). */

import { clockFace } from '@rapport/ui/format/duration';
import i18next from 'i18next';
import { useLive } from '../state/live';
import { useSound } from '../state/phone';
import { usePreferences } from '../state/preferences';
import { ringer } from '../state/ringer';
import { closeNotice, showNotice } from './desktop-notice';
import { askerIn, handedText, type Offer, offerIn, offerTag } from './offer';
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
  const { customer, group, terms, kind } = offer;
  const caller = askerIn(terms)?.name ?? customer.name;
  const title =
    kind === 'call'
      ? i18next.t('incoming.title', { caller })
      : i18next.t('incoming.session-title', { customer: customer.name });
  const where = i18next.t('incoming.body', { group: group.name, time: clockFace(terms.waited) });
  const body = terms.handed ? `${handedText(terms.handed)} · ${where}` : where;
  const { sound, notice } = usePreferences.getState().attention[kind];
  flashTitle(title);
  if (notice) showNotice(title, body, offerTag(offer));
  // F29: of several windows only the one with the voice rings aloud.
  if (sound && !useSound.getState().elsewhere) ringer.start();
}

function hush(): void {
  ringer.stop();
  stopFlashing();
  closeNotice();
}
