/** For screen readers: each change of who hears whom, once. It stays while the bar below it changes. */

import { useTranslation } from 'react-i18next';
import type { CustomerCall } from '../state/call-kind';
import { consultOverWords, consultWords } from './consult-words';

type Props = { readonly call: CustomerCall };

export function ConsultAnnouncer({ call }: Props) {
  // For the language of now.
  useTranslation();
  return (
    <p aria-live="polite" className="sr-only">
      {consultWords(call) || consultOverWords(call)}
    </p>
  );
}
