/** For screen readers: the offer once, at once; what is left at ten and at five seconds only. */

import { useTranslation } from 'react-i18next';
import type { Act } from '../actions/act';
import { keyNames, useHotkey } from '../actions/hotkey';
import { useTimed } from '../state/timed';

type Props = {
  readonly text: string;
  /** What takes the offer, to be named with its key. */
  readonly act: Act;
  readonly deadline: number;
};

export function OfferAnnouncer({ text, act, deadline }: Props) {
  const { t } = useTranslation();
  const hotkey = useHotkey(act.hotkey);
  const how =
    hotkey && t('call.announce-key', { keys: keyNames(hotkey).join(' '), act: t(act.name) });
  const said = useTimed(now => {
    const left = Math.ceil((deadline - now) / 1000);
    return left <= 5 ? 5 : left <= 10 ? 10 : undefined;
  });
  return (
    <p aria-live="assertive" className="sr-only">
      {said === undefined
        ? [text, how].filter(Boolean).join(' ')
        : t('call.seconds-left', { count: said })}
    </p>
  );
}
