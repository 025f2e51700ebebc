/** DK15: a customer waits for an answer. The agent is reminded once, gently; what was waited for in vain is taken away. */

import type { Picture } from '@rapport/live/picture';
import i18next from 'i18next';
import { watchPicture } from '../state/live';
import { toast } from '../state/toasts';
import { callSoftly } from './call-softly';

export function followWaits(): void {
  watchPicture((picture, before, changes) => {
    if (!before) return;
    remind(picture, before);
    for (const change of changes?.changes ?? []) {
      if (change.change !== 'contact-gone' || change.why !== 'unanswered') continue;
      const session = before.sessions.find(({ id }) => id === change.contact);
      if (session) {
        toast(i18next.t('desk.taken-back', { customer: session.customer.name }), 'bad');
      }
    }
  });
}

/** A change that was missed while there was no connection reminds as well. */
function remind(picture: Picture, before: Picture): void {
  const late = new Set(before.sessions.filter(session => session.late).map(({ id }) => id));
  for (const { id, customer, group, late: isLate } of picture.sessions) {
    const known = before.sessions.some(session => session.id === id);
    if (!isLate || !known || late.has(id)) continue;
    const words = i18next.t('desk.reminded', { customer: customer.name });
    callSoftly('message', words, group.name, id);
    toast(words);
  }
}
