/** VC30: the face of a colleague, or a telephone where that is a SIP phone that is nobody's. */

import { Avatar } from '@rapport/ui/components/avatar';
import { Phone } from 'lucide-react';
import { type InternalCall, otherInside } from '../state/call-kind';

type Props = { readonly call: InternalCall };

export function InsidePicture({ call }: Props) {
  const { id, name } = otherInside(call);
  if (call.colleague) return <Avatar id={id} name={name} size="large" />;
  return (
    <span className="grid size-10 shrink-0 place-items-center rounded-full bg-hover">
      <Phone aria-hidden className="size-5" />
    </span>
  );
}
