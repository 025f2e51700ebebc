/** An act as a button: named, with its key in the tooltip, busy until the server has answered. */

import { Button, type ButtonLook, type ButtonSize } from '@rapport/ui/components/button';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../state/screen';
import type { Act } from './act';
import { ariaKeys, keyNames } from './hotkey';
import { perform, performTwice } from './perform';
import { useAct } from './use-act';

type Props = {
  readonly act: Act;
  readonly look?: ButtonLook;
  readonly size?: ButtonSize;
  /** Clicking once only asks; shown while it does. */
  readonly confirm?: string;
  /** On the narrowest screens only its picture is seen, until it asks. */
  readonly brief?: boolean;
  /** Of an act that opens something: whether that is open. */
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
};

export function ActButton({
  act,
  confirm,
  brief = false,
  expanded,
  disabled = false,
  ...rest
}: Props) {
  const { t } = useTranslation();
  const armed = useScreen(screen => screen.armed === act.id);
  const { can, pending, hotkey } = useAct(act);
  const name = t(act.name);
  return (
    <Button
      {...rest}
      icon={act.icon}
      busy={pending}
      disabled={disabled || !can}
      {...(hotkey && { 'aria-keyshortcuts': ariaKeys(hotkey) })}
      aria-expanded={expanded}
      title={hotkey ? `${name} (${keyNames(hotkey).join('+')})` : name}
      onClick={() => (confirm ? performTwice(act) : perform(act))}
    >
      <span className={brief && !armed ? 'max-[400px]:sr-only' : undefined}>
        {armed ? (confirm ?? t('call.end-again')) : name}
      </span>
    </Button>
  );
}
