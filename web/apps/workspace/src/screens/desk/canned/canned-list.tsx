/** The replies that a slash offers, above the composer. The composer keeps the focus: its arrows light one, Enter takes it. */

import { join } from '@rapport/ui/join';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Canned } from './use-canned';

type Props = { readonly id: string; readonly canned: Canned };

export function CannedList({ id, canned: { offered, failed, lit, light, pick } }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[lit]?.scrollIntoView({ block: 'nearest' });
  }, [lit]);
  return (
    <div className="mx-auto max-w-190">
      <p role="status" className="sr-only">
        {offered.length > 0 && t('canned.offered', { count: offered.length })}
      </p>
      {failed && (
        <p role="alert" className="pb-1.5 text-busy text-sm">
          {t('canned.failed')}
        </p>
      )}
      {offered.length > 0 && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label={t('canned.name')}
          className="mb-1.5 max-h-56 overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-high motion-safe:animate-rise"
        >
          {offered.map((reply, nth) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keys
            <div
              key={reply.id}
              id={optionId(id, nth)}
              role="option"
              tabIndex={-1}
              aria-selected={nth === lit}
              // The composer would lose the focus.
              onMouseDown={event => event.preventDefault()}
              onMouseMove={() => light(nth)}
              onClick={() => pick(reply)}
              className={join(
                'grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] gap-x-3 rounded-lg px-2.5 py-1.5',
                nth === lit && 'bg-hover',
              )}
            >
              <span className="truncate font-medium">{reply.title}</span>
              <span className="text-ink-faint">/{reply.shortcut}</span>
              <span className="col-span-2 truncate text-ink-soft text-sm">{reply.body}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** For the composer's `aria-activedescendant`. */
export function optionId(list: string, nth: number): string {
  return `${list}-${nth}`;
}
