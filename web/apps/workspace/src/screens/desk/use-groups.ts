/** The bubbles of a transcript in their groups. */

import type { MessageView, Uuid } from '@rapport/live/wire';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { type BubbleGroup, bubbleGroups } from '../../state/bubbles';
import type { Outgoing } from '../../state/outgoing';

/** Groups that have not changed stay the same objects. */
export function useGroups(
  messages: readonly MessageView[],
  outgoing: readonly Outgoing[],
  me: Uuid,
): readonly BubbleGroup[] {
  const drawn = useRef<readonly BubbleGroup[]>([]);
  const groups = useMemo(
    () => bubbleGroups(messages, outgoing, me, drawn.current),
    [messages, outgoing, me],
  );
  useLayoutEffect(() => {
    drawn.current = groups;
  }, [groups]);
  return groups;
}
