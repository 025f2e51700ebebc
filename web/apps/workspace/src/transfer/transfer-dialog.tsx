/** To whom the call goes (W13). It closes with the call it was opened for, whoever ended that. */

import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { customerTalk } from '../actions/act';
import { Dialog } from '../frame/dialog';
import { usePicture } from '../state/live';
import { useScreen } from '../state/screen';
import { Ways } from './ways';

export function TransferDialog() {
  const { t } = useTranslation();
  const transferring = useScreen(screen => screen.transferring);
  const talk = usePicture(picture => customerTalk({ picture, session: undefined }));
  const call = talk?.id === transferring ? talk : undefined;
  const filter = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={call !== undefined}
      onClose={closeTransfer}
      title={t('transfer.title')}
      focus={filter}
      wide
    >
      {call && <Ways call={call} filter={filter} />}
    </Dialog>
  );
}

function closeTransfer(): void {
  useScreen.setState({ transferring: undefined });
}
