/** Why there is no call, and what to do about it. */

import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { Phone, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { go } from '../../state/screen';
import { Card } from '../card';

export function NoCall() {
  const { t } = useTranslation();
  const { label, audio } = usePicture(({ me }) => me);
  const available = label === 'available';
  return (
    <Card title={t('home.calls')}>
      {audio ? (
        <Empty
          icon={Phone}
          title={t('voice.idle')}
          why={t(available ? 'voice.idle-available' : 'voice.idle-other')}
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
