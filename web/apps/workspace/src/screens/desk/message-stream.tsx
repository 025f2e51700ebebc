/** What was written, newest at the foot. It stays where the reader is; new messages below are counted in a pill. */

import type { MessageView, SessionView } from '@rapport/live/wire';
import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { usePicture } from '../../state/live';
import { useOutgoing } from '../../state/outgoing';
import { MessageGroup } from './message-group';
import { useEndFirst } from './use-end-first';
import { useGroups } from './use-groups';
import { useStayAtEnd } from './use-stay-at-end';

type Props = {
  readonly session: SessionView;
  readonly messages: readonly MessageView[];
  /** Under the last message. */
  readonly children?: ReactNode;
};

export function MessageStream({ session, messages, children }: Props) {
  const { t, i18n } = useTranslation();
  const me = usePicture(picture => picture.me.myself.id);
  const outgoing = useOutgoing(
    useShallow(state => state.messages.filter(({ contact }) => contact === session.id)),
  );
  const groups = useGroups(messages, outgoing, me);
  const count = messages.length + outgoing.length;
  const { shown, from, isWhole } = useEndFirst(groups);
  const { box, content, below, toEnd } = useStayAtEnd(count, outgoing.length, from);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        role="log"
        // What was written before is no news when it comes.
        aria-live={isWhole ? undefined : 'off'}
        aria-label={t('session.messages', { name: session.customer.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
        tabIndex={0}
        className="h-full overflow-y-auto px-4 py-4 -outline-offset-2"
      >
        <div ref={content} className="mx-auto flex min-h-full max-w-190 flex-col justify-end gap-4">
          {shown.map(group => (
            <MessageGroup
              key={group.key}
              group={group}
              customer={session.customer.name}
              t={t}
              language={i18n.language}
            />
          ))}
          {children}
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
