/** What was written, newest at the foot. It stays where the reader is; new messages below are counted in a pill. */

import type { MessageView, SessionView } from '@rapport/live/wire';
import { day } from '@rapport/ui/format/time';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { bubbleGroups } from '../../state/bubbles';
import { usePicture } from '../../state/live';
import { useOutgoing } from '../../state/outgoing';
import { MessageGroup } from './message-group';

type Props = { readonly session: SessionView; readonly messages: readonly MessageView[] };

const NEAR_PX = 80;

export function MessageStream({ session, messages }: Props) {
  const { t, i18n } = useTranslation();
  const me = usePicture(picture => picture.me.myself.id);
  const outgoing = useOutgoing(
    useShallow(state => state.messages.filter(({ contact }) => contact === session.id)),
  );
  const groups = bubbleGroups(messages, outgoing, me);
  const count = messages.length + outgoing.length;
  const { box, below, toEnd } = useStayAtEnd(count, outgoing.length);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        role="log"
        aria-label={t('session.messages', { name: session.customer.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
        tabIndex={0}
        className="h-full overflow-y-auto px-4 py-4 -outline-offset-2"
      >
        <div className="mx-auto flex min-h-full max-w-190 flex-col justify-end gap-4">
          {groups.map(group => (
            <div key={group.key} className="grid gap-4 [content-visibility:auto]">
              {group.startsDay && (
                <p className="flex items-center gap-3 text-ink-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                  {day(group.bubbles[0]?.at ?? 0, i18n.language)}
                </p>
              )}
              <MessageGroup group={group} customer={session.customer} />
            </div>
          ))}
        </div>
      </div>
      {below > 0 && (
        <button
          type="button"
          onClick={toEnd}
          className="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-on-accent text-sm shadow-high"
        >
          <ArrowDown aria-hidden className="size-4" />
          {t('session.new-messages', { count: below })}
        </button>
      )}
    </div>
  );
}

/** Follows the end while the reader is there, and always after writing. */
function useStayAtEnd(count: number, mine: number) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ count, mine });
  const [below, setBelow] = useState(0);
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const note = () => {
      const { scrollTop, clientHeight, scrollHeight } = element;
      atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      if (atEnd.current) setBelow(0);
    };
    // The box shrinks when the composer grows or the call bar comes: the end must stay in sight.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', note, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', note);
      resized.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const added = count - before.current.count;
    const wrote = mine > before.current.mine;
    before.current = { count, mine };
    const element = box.current;
    if (!element) return;
    if (atEnd.current || wrote) element.scrollTop = element.scrollHeight;
    else if (added > 0) setBelow(old => old + added);
  }, [count, mine]);

  return { box, below, toEnd };
}
