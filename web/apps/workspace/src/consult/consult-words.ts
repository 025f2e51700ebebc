/** VC15: who hears whom, in a sentence; and how the part of who was asked came to nothing. */

import type { CallView } from '@rapport/live/wire';
import i18next from 'i18next';
import { farEnd } from '../state/far-end';

/** Nothing where nobody is asked. */
export function consultWords(call: CallView): string {
  const { consult, consulted_by: asker } = call;
  if (!consult) return '';
  const names = { customer: farEnd(call).name, colleague: (asker ?? consult.asked).name };
  if (consult.state === 'calling') return i18next.t('consult.calls', names);
  if (consult.state === 'ringing') return asker ? '' : i18next.t('consult.rings', names);
  if (consult.state === 'connecting') return i18next.t('consult.connects', names);
  switch (consult.with) {
    case 'consultant':
      return i18next.t('consult.with-colleague', names);
    case 'customer':
      return i18next.t(asker ? 'consult.left-out' : 'consult.with-customer', names);
    case 'all':
      return i18next.t('consult.with-all', names);
  }
}

export function consultOverWords(call: CallView): string {
  const { consult_over: over, state } = call;
  if (!over) return '';
  const why = i18next.t(`consult.over.${over.why}`, { name: over.asked.name });
  const onHold = state.state === 'talking' && state.hold_since !== undefined;
  if (onHold) return why;
  return i18next.t('consult.over', {
    why,
    back: i18next.t('consult.back', { customer: farEnd(call).name }),
  });
}
