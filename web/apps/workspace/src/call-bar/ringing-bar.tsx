/** A call rings (W7): the green button, and Decline where the group allows it. Takes no focus from who is typing. */

import type { CallView, OfferView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../actions/act-button';
import { answer } from '../actions/answer';
import { decline } from '../actions/decline';
import { askerIn, handedText } from '../incoming/offer';
import { farEnd, groupName } from '../state/far-end';
import { usePicture } from '../state/live';
import { useChosenPhone } from '../state/own-phone';
import { go } from '../state/screen';
import { Asker } from './asker';
import { Bar } from './bar';
import { Caller } from './caller';
import { OfferCountdown, PassingOn } from './countdown';
import { Handed } from './handed';
import { HandsetSign } from './handset-sign';
import { OfferAnnouncer } from './offer-announcer';

type Props = { readonly call: CallView; readonly offer: OfferView };

export function RingingBar({ call, offer }: Props) {
  const { t } = useTranslation();
  const audio = usePicture(({ me }) => me.audio);
  const handset = useChosenPhone();
  const { handed } = offer;
  const asker = askerIn(offer);
  const names = { caller: farEnd(call).name, group: groupName(call) };
  const announced = t('call.announce', names);
  return (
    <Bar label={t('call.incoming-region')} tint="ringing">
      <OfferAnnouncer
        text={
          asker
            ? t('consult.announce', { ...names, name: asker.name })
            : handed
              ? t('call.announce-handed', { announced, handed: handedText(handed) })
              : announced
        }
        act={answer}
        deadline={offer.deadline}
      />
      <OfferCountdown offer={offer} />
      {asker ? <Asker call={call} by={asker} /> : <Caller call={call} />}
      {handed && !asker && <Handed handed={handed} />}
      <PassingOn offer={offer} />
      <HandsetSign />
      {!audio && !handset && (
        <p className="flex items-center gap-2 text-busy text-sm">
          {t(asker ? 'consult.no-audio' : 'call.no-audio')}
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
