/** To whom the session in the window goes (W21). It closes with the session it was opened for, whoever ended that. */

import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../frame/dialog';
import { usePicture } from '../state/live';
import { useScreen } from '../state/screen';
import { SessionTransferForm } from './session-transfer-form';

export function SessionTransferDialog() {
  const { t } = useTranslation();
  const transferring = useScreen(screen => screen.transferring);
  const session = usePicture(picture =>
    picture.sessions.find(({ id, offer }) => id === transferring && !offer),
  );
  const filter = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={session !== undefined}
      onClose={() => useScreen.setState({ transferring: undefined })}
      title={t('session-transfer.title')}
      focus={filter}
      wide
    >
      {session && <SessionTransferForm session={session} filter={filter} />}
    </Dialog>
  );
}
