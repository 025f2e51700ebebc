/** Accept or give back an offered session (W19), with its countdown. */

import { useTranslation } from 'react-i18next';
import { acceptSession } from '../actions/accept-session';
import { ActButton } from '../actions/act-button';
import { declineSession } from '../actions/decline-session';
import type { CustomerOffer } from '../incoming/offer';
import { OfferCountdown, PassingOn } from './countdown';
import { OfferAnnouncer } from './offer-announcer';

type Props = { readonly offer: CustomerOffer };

export function SessionOffer({ offer: { customer, group, terms } }: Props) {
  const { t } = useTranslation();
  return (
    <div className="mt-2">
      <PassingOn deadline={terms.deadline} says="call.passing-on" />
      <div className="mt-1 flex items-center gap-2">
        <OfferAnnouncer
          text={t('desk.announce', { customer: customer.name, group: group.name })}
          act={acceptSession}
          deadline={terms.deadline}
        />
        <OfferCountdown offer={terms} size={32} />
        <span className="flex-1" />
        {terms.may_decline && <ActButton act={declineSession} />}
        <ActButton act={acceptSession} look="answer" />
      </div>
    </div>
  );
}
