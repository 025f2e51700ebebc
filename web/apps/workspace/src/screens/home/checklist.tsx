/** The first steps: what this member has done already and what is left to try. Gone when all is done, or hidden. */

import { Button } from '@rapport/ui/components/button';
import { IconButton } from '@rapport/ui/components/icon-button';
import { join } from '@rapport/ui/join';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { usePreferences } from '../../state/preferences';
import { go } from '../../state/screen';
import { Card } from '../card';
import { recordsQuery } from '../records/queries';
import { demoQuery } from './demo-query';

export function Checklist() {
  const { t } = useTranslation();
  const hidden = usePreferences(({ firstSteps }) => firstSteps === 'hidden');
  const voice = usePreferences(preferences => preferences.voice === 'voice');
  const inCall = usePicture(({ calls }) => calls.some(({ state }) => state.state === 'talking'));
  const inSession = usePicture(({ sessions }) => sessions.some(({ offer }) => !offer));
  const { id: member } = usePicture(({ me }) => me.myself);
  const calls = useInfiniteQuery({
    ...recordsQuery({ kind: 'voice', member }),
    enabled: !hidden,
  });
  const sessions = useInfiniteQuery({
    ...recordsQuery({ kind: 'chat', member }),
    enabled: !hidden,
  });
  const { data: demo } = useQuery({ ...demoQuery, enabled: !hidden });
  const tookCall = inCall || (calls.data?.pages[0]?.records.length ?? 0) > 0;
  const tookSession = inSession || (sessions.data?.pages[0]?.records.length ?? 0) > 0;
  const loaded = !calls.isPending && !sessions.isPending;
  if (hidden || !loaded || (voice && tookCall && tookSession)) return null;
  const demoPage = demo && (
    <a
      href="/demo"
      target="_blank"
      rel="noopener"
      className="text-accent underline-offset-2 hover:underline"
    >
      {t('steps.open-demo')}
      <span className="sr-only"> ({t('steps.new-tab')})</span>
    </a>
  );
  return (
    <Card
      title={t('steps.title')}
      aside={
        <IconButton
          name={t('steps.hide')}
          icon={X}
          className="-my-1 -mr-2"
          onClick={() => usePreferences.setState({ firstSteps: 'hidden' })}
        />
      }
    >
      <ul className="grid gap-2.5 p-4">
        <Item done name={t('steps.signed-in')} />
        <Item done={voice} name={t('steps.microphone')}>
          <Button size="small" onClick={() => go('/ready')}>
            {t('home.set-up-voice')}
          </Button>
        </Item>
        <Item done={tookCall} name={t('steps.call')}>
          {demoPage}
        </Item>
        <Item done={tookSession} name={t('steps.chat')}>
          {demoPage}
        </Item>
      </ul>
    </Card>
  );
}

type ItemProps = {
  readonly done: boolean;
  readonly name: string;
  /** How to do it, while it is not done. */
  readonly children?: ReactNode;
};

function Item({ done, name, children }: ItemProps) {
  const { t } = useTranslation();
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-2.5 gap-y-1">
      <Icon
        aria-hidden
        className={join('size-4 shrink-0', done ? 'text-available' : 'text-ink-faint')}
      />
      <span className={join('min-w-32 flex-1', done && 'text-ink-soft')}>
        {name}
        <span className="sr-only"> – {t(done ? 'steps.done' : 'steps.open')}</span>
      </span>
      {!done && children}
    </li>
  );
}
