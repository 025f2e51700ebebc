/** A customer has written into a session that is open: told as the settings say. What is in sight needs no telling. */

import i18next from 'i18next';
import { watchPicture } from '../state/live';
import { useScreen } from '../state/screen';
import { callSoftly } from './call-softly';

export function followMessages(): void {
  watchPicture((picture, before, changes) => {
    if (!before || !changes) return;
    for (const change of changes.changes) {
      if (change.change !== 'message' || change.author.author !== 'customer') continue;
      const { contact } = change;
      const text = change.text || (change.files?.map(({ name }) => name).join(', ') ?? '');
      // A session that has just come has said so itself.
      const session = before.sessions.find(({ id, offer }) => id === contact && !offer);
      if (!session || !picture.sessions.some(({ id }) => id === contact)) continue;
      const { inDesk, session: chosen } = useScreen.getState();
      if (inDesk && chosen === contact && document.hasFocus()) continue;
      const title = i18next.t('incoming.message', { customer: session.customer.name });
      callSoftly('message', title, text, contact);
    }
  });
}
