/** That who was asked did not come, or left, until the agent does something. */

import { UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerCall } from '../state/call-kind';
import { consultOverWords } from './consult-words';

type Props = { readonly call: CustomerCall };

export function ConsultOver({ call }: Props) {
  // For the language of now.
  useTranslation();
  const words = consultOverWords(call);
  if (!words) return null;
  return (
    <p className="flex items-center gap-2 rounded-md bg-surface/80 px-2 text-sm leading-5.5 max-md:order-1 max-md:w-full">
      <UserX aria-hidden className="size-4 shrink-0 text-on-break" />
      {words}
    </p>
  );
}
