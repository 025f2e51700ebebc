/** AC07: who has just signed in by hand, and has decided about the microphone, goes online once. */

import { give } from '../state/give';
import { useLive } from '../state/live';
import { useLogin } from '../state/login';
import { usePreferences } from '../state/preferences';

export function goOnlineAfterLogin(): void {
  useLive.subscribe(consider);
  usePreferences.subscribe(consider);
}

function consider(): void {
  const { link, picture } = useLive.getState();
  if (link.state !== 'live' || !picture || !useLogin.getState().fresh) return;
  if (usePreferences.getState().voice === 'undecided') return;
  useLogin.setState({ fresh: false });
  if (picture.me.label === 'offline') void give({ command: 'go-online' });
}
