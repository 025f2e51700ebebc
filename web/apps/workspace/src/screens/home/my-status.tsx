/** My status in large, with the way out of Offline as large as it deserves. */

import { Button } from '@rapport/ui/components/button';
import { StatusShape } from '@rapport/ui/components/status-shape';
import { clockFace } from '@rapport/ui/format/duration';
import { timeOfDay } from '@rapport/ui/format/time';
import { Power } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { goOnline, useGoing } from '../../frame/status-going';
import { useIsLive, usePicture } from '../../state/live';
import { usePreferences } from '../../state/preferences';
import { go } from '../../state/screen';
import { statusText } from '../../state/status-text';
import { useTimed } from '../../state/timed';
import { Card } from '../card';

export function MyStatus() {
  const { t, i18n } = useTranslation();
  const me = usePicture(picture => picture.me);
  const chatOnly = usePreferences(({ voice }) => voice !== 'voice');
  const time = useTimed(now => clockFace(now - me.since));
  return (
    <Card title={t('home.status')}>
      <div className="grid gap-3 p-4">
        <p className="flex items-center gap-3">
          <StatusShape label={me.label} className="size-5" />
          <span className="font-semibold text-xl">{statusText(me.label, me.break_reason)}</span>
          <span className="digits ml-auto text-right text-ink-faint">
            <span className="block font-medium text-ink text-lg">{time}</span>
            <span className="text-xs">
              {t('home.since', { time: timeOfDay(me.since, i18n.language) })}
            </span>
          </span>
        </p>
        {me.next && (
          <p className="text-ink-soft">
            {t('status.next', { status: statusText(me.next.to, me.next.break_reason) })}
          </p>
        )}
        {me.label === 'offline' && <Offline />}
        {chatOnly && me.label !== 'offline' && (
          <p className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
            <span className="flex-1">{t('home.chat-only')}</span>
            <Button size="small" onClick={() => go('/ready')}>
              {t('home.set-up-voice')}
            </Button>
          </p>
        )}
      </div>
    </Card>
  );
}

function Offline() {
  const { t } = useTranslation();
  const why = usePicture(({ me }) => me.offline_why);
  const undecided = usePreferences(({ voice }) => voice === 'undecided');
  const isLive = useIsLive();
  const going = useGoing();
  return (
    <>
      <p className="text-ink-soft">{t(why ? `offline.${why}` : 'offline.plain')}</p>
      <Button
        look="answer"
        size="large"
        icon={Power}
        disabled={!isLive}
        busy={going !== undefined}
        className="justify-self-start px-6"
        onClick={() => {
          // AC06: the first time, Online leads to the microphone.
          if (undecided) go('/ready');
          else void goOnline();
        }}
      >
        {t('status.online')}
      </Button>
    </>
  );
}
