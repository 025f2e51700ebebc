/** Outbound Call (W12). It closes when there is a call, and mostly when one rings that has to be answered. */

import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isRinging } from '../actions/outbound-call';
import { Dialog } from '../frame/dialog';
import { usePicture } from '../state/live';
import { useScreen } from '../state/screen';
import { DialForm } from './dial-form';

export function DialPad() {
  const { t } = useTranslation();
  const isOpen = useScreen(screen => screen.dialPad !== undefined);
  const isFree = usePicture(({ calls }) => calls.every(isRinging));
  const field = useRef<HTMLInputElement>(null);
  const open = isOpen && isFree;
  return (
    <Dialog open={open} onClose={close} title={t('dial.title')} focus={field}>
      {open && <DialForm field={field} />}
    </Dialog>
  );
}

function close(): void {
  useScreen.setState({ dialPad: undefined });
}
