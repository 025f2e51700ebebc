/**
 * Leaving with something open (AC13, AC05): by logging out or for another application. A call is ended first; open
 * sessions are kept by staying, or handed to the head of their group's queue.
 */

import type { MyApplication } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { useLive, usePicture } from '../state/live';
import { logOut, moveTo } from '../state/login';
import { sayWhatFailed } from '../state/say-what-failed';
import { toast } from '../state/toasts';
import { Dialog } from './dialog';

type Leaving = { readonly to: 'login' } | { readonly to: MyApplication };

const useAsking = create<{ readonly leaving: Leaving | undefined }>()(() => ({
  leaving: undefined,
}));

export function askToLogOut(): void {
  ask({ to: 'login' });
}

export function askToMove(application: MyApplication): void {
  ask({ to: application });
}

function ask(leaving: Leaving): void {
  const { picture } = useLive.getState();
  if (picture?.calls.some(({ state }) => state.state !== 'ringing')) {
    toast(i18next.t(leaving.to === 'login' ? 'account.logout-in-call' : 'choose.in-call'), 'bad');
  } else if (picture?.sessions.some(({ offer }) => !offer)) useAsking.setState({ leaving });
  else void leave(leaving);
}

async function leave({ to }: Leaving): Promise<void> {
  useAsking.setState({ leaving: undefined });
  try {
    if (to === 'login') await logOut();
    else await moveTo(to.id);
  } catch (error) {
    sayWhatFailed(error);
  }
}

export function LeaveDialog() {
  const { t } = useTranslation();
  const leaving = useAsking(state => state.leaving);
  const count = usePicture(({ sessions }) => sessions.filter(({ offer }) => !offer).length);
  const stay = () => useAsking.setState({ leaving: undefined });
  const loggingOut = leaving?.to === 'login';
  return (
    <Dialog
      open={leaving !== undefined}
      onClose={stay}
      title={t(loggingOut ? 'account.logout-sessions' : 'choose.sessions')}
    >
      <p className="text-ink-soft">{t('account.logout-sessions-why', { count })}</p>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button onClick={stay}>{t('account.stay')}</Button>
        <Button look="end" onClick={() => leaving && void leave(leaving)}>
          {t(loggingOut ? 'account.logout-anyway' : 'choose.go')}
        </Button>
      </div>
    </Dialog>
  );
}
