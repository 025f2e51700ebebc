/** AC13: logging out with open sessions asks first; in a call it is refused. */

import { Button } from '@rapport/ui/components/button';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { useLive, usePicture } from '../state/live';
import { logOut } from '../state/login';
import { toast } from '../state/toasts';
import { Dialog } from './dialog';

const useAsking = create<{ readonly asking: boolean }>()(() => ({ asking: false }));

export function askToLogOut(): void {
  const { picture } = useLive.getState();
  if (picture?.calls.some(({ state }) => state.state !== 'ringing')) {
    toast(i18next.t('account.logout-in-call'), 'bad');
  } else if (picture?.sessions.some(({ offer }) => !offer)) useAsking.setState({ asking: true });
  else void leave();
}

async function leave(): Promise<void> {
  useAsking.setState({ asking: false });
  try {
    await logOut();
  } catch {
    toast(i18next.t('account.logout-failed'), 'bad');
  }
}

export function LogoutDialog() {
  const { t } = useTranslation();
  const asking = useAsking(state => state.asking);
  const count = usePicture(({ sessions }) => sessions.filter(({ offer }) => !offer).length);
  const stay = () => useAsking.setState({ asking: false });
  return (
    <Dialog open={asking} onClose={stay} title={t('account.logout-sessions')}>
      <p className="text-ink-soft">{t('account.logout-sessions-why', { count })}</p>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={stay}>{t('account.stay')}</Button>
        <Button look="end" onClick={() => void leave()}>
          {t('account.logout-anyway')}
        </Button>
      </div>
    </Dialog>
  );
}
