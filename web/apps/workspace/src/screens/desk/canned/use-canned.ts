/** A slash in the composer: which replies it offers, which of them is lit, and the keys that choose (W20). */

import type { CannedReplyView } from '@rapport/live/wire';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { isComposing } from '../is-composing';
import { cannedRepliesQuery } from './queries';
import { meant, type Slash, slashed } from './slash';

/** More than anybody reads: who looks for one of them types on. */
const OFFERED_MAX = 50;

type Wish = {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly write: (text: string) => void;
};

export type Canned = {
  /** Empty: nothing is offered. */
  readonly offered: readonly CannedReplyView[];
  readonly failed: boolean;
  readonly lit: number;
  readonly light: (nth: number) => void;
  readonly pick: (reply: CannedReplyView) => void;
  /** Where the caret is now. */
  readonly look: () => void;
  readonly leave: () => void;
  /** Whether the key was for the list. */
  readonly takeKey: (event: KeyboardEvent) => boolean;
};

export function useCanned({ field, write }: Wish): Canned {
  const [slash, setSlash] = useState<Slash>();
  const [left, setLeft] = useState<number>();
  const [lit, light] = useState(0);
  const isOpen = slash !== undefined && slash.from !== left;
  const { data, isError } = useQuery({ ...cannedRepliesQuery(), enabled: isOpen });
  const offered = isOpen ? meant(data?.replies ?? [], slash.find).slice(0, OFFERED_MAX) : [];

  const look = () => {
    const { current } = field;
    const next = current ? slashed(current.value, current.selectionStart) : undefined;
    if (next?.from === slash?.from && next?.find === slash?.find) return;
    setSlash(next);
    light(0);
    // Another slash is another wish.
    if (next?.from !== slash?.from) setLeft(undefined);
  };
  const leave = () => setSlash(undefined);
  const pick = ({ body }: CannedReplyView) => {
    const { current } = field;
    if (!(current && slash)) return;
    current.setRangeText(body, slash.from, slash.to, 'end');
    setSlash(undefined);
    write(current.value);
    current.focus();
  };
  const takeKey = (event: KeyboardEvent) => {
    // U04: what belongs to an input method is not ours.
    if (offered.length === 0 || isComposing(event.nativeEvent) || event.shiftKey) return false;
    const last = offered.length - 1;
    const reply = offered[Math.min(lit, last)];
    if (event.key === 'ArrowDown') light(lit >= last ? 0 : lit + 1);
    else if (event.key === 'ArrowUp') light(lit <= 0 ? last : lit - 1);
    else if (event.key === 'Escape') setLeft(slash?.from);
    else if ((event.key === 'Enter' || event.key === 'Tab') && reply) pick(reply);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { offered, failed: isOpen && isError, lit, light, pick, look, leave, takeKey };
}
