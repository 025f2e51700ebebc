/** For screen readers: each change of who hears whom, once. It stays while the bar below it changes. */

import type { CallView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { consultOverWords, consultWords } from './consult-words';

type Props = { readonly call: CallView };

export function ConsultAnnouncer({ call }: Props) {
  // For the language of now.
  useTranslation();
  return (
    <p aria-live="polite" className="sr-only">
      {consultWords(call) || consultOverWords(call)}
    </p>
  );
}
