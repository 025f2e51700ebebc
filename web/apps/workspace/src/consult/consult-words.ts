/** VC15: who hears whom, in a sentence; and how the part of who was asked came to nothing. */

import i18next from 'i18next';
import type { CustomerCall } from '../state/call-kind';

/** Nothing where nobody is asked. */
export function consultWords({ customer, consult, consulted_by: asker }: CustomerCall): string {
  if (!consult) return '';
  const names = { customer: customer.name, colleague: (asker ?? consult.asked).name };
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

export function consultOverWords({ customer, consult_over: over, state }: CustomerCall): string {
  if (!over) return '';
  const why = i18next.t(`consult.over.${over.why}`, { name: over.asked.name });
  const onHold = state.state === 'talking' && state.hold_since !== undefined;
  if (onHold) return why;
  return i18next.t('consult.over', {
    why,
    back: i18next.t('consult.back', { customer: customer.name }),
  });
}
