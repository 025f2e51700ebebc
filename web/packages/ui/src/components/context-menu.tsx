/**
 * The menu of a row in a list: by right click, by a long touch, by Shift+F10 or the menu key, and by whatever button asks for
 * it. One for the whole list: which row it is about is told when it opens.
 */

import { ContextMenu as Radix } from 'radix-ui';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from 'react';
import { join } from '../join';
import { ITEM, SHEET } from './menu';

type Props = {
  readonly label: string;
  /** The list. Where the menu is asked for in it, `onAsk` says whether there is one. */
  readonly list: ReactNode;
  readonly onAsk: (at: Element) => boolean;
  /** Where the focus goes once it is closed, if what had it is gone. */
  readonly fallback: () => HTMLElement | null | undefined;
  readonly className?: string;
  /** What can be done. */
  readonly children: ReactNode;
};

export function ContextMenu({ label, list, onAsk, fallback, className, children }: Props) {
  const asker = useRef<HTMLElement>(null);
  const leftByPointer = useRef(false);
  const asked = (event: MouseEvent) => {
    const at = event.target instanceof Element ? event.target : undefined;
    // Elsewhere it is the browser's own menu.
    if (!at || !onAsk(at)) event.stopPropagation();
    else asker.current = at.closest<HTMLElement>('button, a') ?? null;
  };
  const keyed = (event: KeyboardEvent) => {
    const isAsking = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (!isAsking || !(event.target instanceof HTMLElement)) return;
    // Not every system says it by itself.
    event.preventDefault();
    askForMenu(event.target);
  };
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows in it have the focus */}
        <div className={className} onContextMenuCapture={asked} onKeyDown={keyed}>
          {list}
        </div>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          collisionPadding={8}
          className={join(SHEET, 'w-56')}
          onContextMenu={event => event.preventDefault()}
          onInteractOutside={() => {
            leftByPointer.current = true;
          }}
          onCloseAutoFocus={event => {
            event.preventDefault();
            if (!leftByPointer.current) focusOn(asker.current, fallback);
            leftByPointer.current = false;
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** For a button that opens the menu of its row. */
export function askForMenu(from: HTMLElement): void {
  const { left, bottom } = from.getBoundingClientRect();
  const event = { bubbles: true, cancelable: true, clientX: left, clientY: bottom };
  from.dispatchEvent(new globalThis.MouseEvent('contextmenu', event));
}

function focusOn(asker: HTMLElement | null, fallback: Props['fallback']): void {
  const target = asker?.isConnected ? asker : fallback();
  target?.focus();
}

type ItemProps = { readonly onSelect: () => void; readonly children: ReactNode };

export function ContextMenuItem({ onSelect, children }: ItemProps) {
  return (
    <Radix.Item className={ITEM} onSelect={onSelect}>
      {children}
    </Radix.Item>
  );
}
