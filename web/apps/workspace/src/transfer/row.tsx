/** The shape of a row: a radio button, what it is called, and what is known about it. */

import type { Uuid } from '@rapport/live/wire';
import { join } from '@rapport/ui/join';
import { type ReactNode, useId } from 'react';

type Props = {
  readonly id: Uuid;
  readonly name: string;
  /** What the radio buttons of one list share. */
  readonly radios: string;
  readonly chosen: boolean;
  readonly onChoose: (id: Uuid) => void;
  /** It can be looked at, and the button below says why no more. */
  readonly impossible?: boolean;
  /** Before the name. */
  readonly picture?: ReactNode;
  /** Below the name. */
  readonly facts: ReactNode;
  /** After it, on its own. */
  readonly end?: ReactNode;
  /** Below all of it. */
  readonly children?: ReactNode;
};

export function Row({
  id,
  name,
  radios,
  chosen,
  onChoose,
  impossible = false,
  picture,
  facts,
  end,
  children,
}: Props) {
  const own = useId();
  return (
    <div className={join(chosen && 'bg-accent/8')}>
      <div className="flex items-center pr-2 hover:bg-hover">
        <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-3 px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:-outline-offset-2">
          <input
            type="radio"
            name={radios}
            checked={chosen}
            onChange={() => onChoose(id)}
            aria-labelledby={`${own}-name`}
            aria-describedby={`${own}-facts`}
            aria-disabled={impossible || undefined}
            className={join(
              'size-4 shrink-0 accent-(--accent) outline-none',
              impossible && 'opacity-40',
            )}
          />
          {picture}
          <span className="min-w-0 flex-1">
            <span id={`${own}-name`} className="block truncate font-medium">
              <bdi>{name}</bdi>
            </span>
            <span
              id={`${own}-facts`}
              className="digits flex flex-wrap gap-x-3 text-ink-soft text-sm"
            >
              {facts}
            </span>
          </span>
        </label>
        {end}
      </div>
      {children}
    </div>
  );
}
