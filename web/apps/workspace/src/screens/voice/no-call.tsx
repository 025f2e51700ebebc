/** Why there is no call, and what to do about it. */

import type { Label } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { Phone, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../actions/act-button';
import { outboundCall } from '../../actions/outbound-call';
import { usePicture } from '../../state/live';
import { choosePhone, useChosenPhone } from '../../state/own-phone';
import { go } from '../../state/screen';
import { Card } from '../card';

function words(label: Label) {
  if (label === 'available') return 'voice.idle-available';
  return label === 'offline' ? 'voice.idle-offline' : 'voice.idle-other';
}

export function NoCall() {
  const { t } = useTranslation();
  const { label, audio } = usePicture(({ me }) => me);
  const handset = useChosenPhone();
  return (
    <Card title={t('home.calls')} aside={<ActButton act={outboundCall} look="answer" />}>
      {audio ? (
        <Empty icon={Phone} title={t('voice.idle')} why={t(words(label))} />
      ) : handset ? (
        <Empty
          icon={PhoneOff}
          title={t('handset.gone')}
          why={t('handset.gone-why')}
          action={
            <Button onClick={() => choosePhone(undefined)}>{t('handset.use-browser')}</Button>
          }
        />
      ) : (
        <Empty
          icon={PhoneOff}
          title={t('voice.sound-off')}
          why={t('voice.no-audio')}
          action={<Button onClick={() => go('/ready')}>{t('sound.fix')}</Button>}
        />
      )}
    </Card>
  );
}
