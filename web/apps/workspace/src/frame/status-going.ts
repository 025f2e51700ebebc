/** A status on its way: shown as such until the server has confirmed it, never as if it were there already. */

import type { StatusChoice } from '@rapport/live/wire';
import i18next from 'i18next';
import { create } from 'zustand';
import { give } from '../state/give';
import { useLive } from '../state/live';
import { statusText } from '../state/status-text';
import { toast } from '../state/toasts';

type Wish = StatusChoice | 'online';

const CONFIRMED_MS_MAX = 3_000;

const useWish = create<{ readonly wish: Wish | undefined }>()(() => ({ wish: undefined }));

export function useGoing(): string | undefined {
  const wish = useWish(state => state.wish);
  if (!wish) return undefined;
  const status = wish === 'online' ? i18next.t('status.online') : statusText(wish.to);
  return i18next.t('status.going', { status });
}

export async function goOnline(): Promise<void> {
  await wait('online', { command: 'go-online' });
}

/** In a call the choice is kept for later (ST05); the server would refuse anything else. */
export async function chooseStatus(choice: StatusChoice): Promise<void> {
  const inLine = useLive.getState().picture?.me.label === 'in-line';
  if (inLine) await give({ command: 'reserve-status', ...choice });
  else await wait(choice, { command: 'set-status', ...choice });
}

async function wait(wish: Wish, command: Parameters<typeof give>[0]): Promise<void> {
  useWish.setState({ wish });
  const late = setTimeout(() => {
    useWish.setState({ wish: undefined });
    const me = useLive.getState().picture?.me;
    if (!me) return;
    const status = statusText(me.label, me.break_reason);
    toast(i18next.t('status.unconfirmed', { status }), 'bad');
  }, CONFIRMED_MS_MAX);
  await give(command);
  clearTimeout(late);
  useWish.setState({ wish: undefined });
}
