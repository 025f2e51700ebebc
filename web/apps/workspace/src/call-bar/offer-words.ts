/** The offer of a call in a sentence, for who does not see it. */

import type { CallView, OfferView } from '@rapport/live/wire';
import i18next from 'i18next';
import { askerIn, handedText } from '../incoming/offer';
import { isInternal, otherName } from '../state/call-kind';

export function offerWords(call: CallView, offer: OfferView): string {
  const { customer, group } = call;
  if (isInternal(call)) return i18next.t('internal.announce', { name: otherName(call) });
  const names = { caller: customer?.name ?? '', group: group?.name ?? '' };
  const asker = askerIn(offer);
  if (asker) return i18next.t('consult.announce', { ...names, name: asker.name });
  const announced = i18next.t('call.announce', names);
  return offer.handed
    ? i18next.t('call.announce-handed', { announced, handed: handedText(offer.handed) })
    : announced;
}
