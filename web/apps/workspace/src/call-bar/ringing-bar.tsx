/** A call rings (W7): the green button, and Decline where the group allows it. Takes no focus from who is typing. */

import type { CallView, OfferView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../actions/act-button';
import { answer } from '../actions/answer';
import { decline } from '../actions/decline';
import { askerIn } from '../incoming/offer';
import { isInternal, withCustomer } from '../state/call-kind';
import { usePicture } from '../state/live';
import { useChosenPhone } from '../state/own-phone';
import { go } from '../state/screen';
import { Asker } from './asker';
import { Bar } from './bar';
import { OfferCountdown, PassingOn } from './countdown';
import { Handed } from './handed';
import { HandsetSign } from './handset-sign';
import { OfferAnnouncer } from './offer-announcer';
import { offerWords } from './offer-words';
import { Who } from './who';

type Props = { readonly call: CallView; readonly offer: OfferView };

export function RingingBar({ call, offer }: Props) {
  const { t } = useTranslation();
  const audio = usePicture(({ me }) => me.audio);
  const handset = useChosenPhone();
  const { handed, deadline } = offer;
  const asker = askerIn(offer);
  // A colleague wants this agent and nobody else.
  const inPerson = asker !== undefined || isInternal(call);
  return (
    <Bar label={t('call.incoming-region')} tint="ringing">
      <OfferAnnouncer text={offerWords(call, offer)} act={answer} deadline={deadline} />
      <OfferCountdown offer={offer} />
      {asker && withCustomer(call) ? <Asker call={call} by={asker} /> : <Who call={call} />}
      {handed && !asker && <Handed handed={handed} />}
      <PassingOn deadline={deadline} says={inPerson ? 'consult.ring-ends' : 'call.passing-on'} />
      <HandsetSign />
      {!audio && !handset && (
        <p className="flex items-center gap-2 text-busy text-sm">
          {t(inPerson ? 'consult.no-audio' : 'call.no-audio')}
          <Button size="small" onClick={() => go('/ready')}>
            {t('call.allow-microphone')}
          </Button>
        </p>
      )}
      <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1">
        {offer.may_decline && <ActButton act={decline} size="large" />}
        <ActButton act={answer} look="answer" size="large" disabled={!audio} className="px-6" />
      </div>
    </Bar>
  );
}
