/** How an act stands: whether it can be done now, whether its answer is awaited, and its key. For buttons and for items of a menu. */

import { useIsPending } from '../state/give';
import { useIsLive, usePicture } from '../state/live';
import { useScreen } from '../state/screen';
import type { Act } from './act';
import { useHotkey } from './hotkey';

type Standing = {
  readonly can: boolean;
  /** The server has not answered yet. */
  readonly pending: boolean;
  readonly hotkey: string | undefined;
};

export function useAct(act: Act): Standing {
  const session = useScreen(screen => screen.session);
  const does = usePicture(picture => {
    const intent = act.intent({ picture, session });
    return intent && (intent.send?.command ?? 'here');
  });
  const command = does === 'here' ? undefined : does;
  const isLive = useIsLive();
  const pending = useIsPending(command ?? 'go-online');
  return {
    can: isLive && does !== undefined,
    pending: pending && command !== undefined,
    hotkey: useHotkey(act.hotkey),
  };
}
