/**
 * Brings a part of the page into view, with the focus, when what it says changes because of the person. Where the focus
 * is somewhere else by then, it stays there.
 */

import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export function useFocusOnChange(
  part: RefObject<HTMLElement | null>,
  says: string,
  begins: boolean,
): void {
  const said = useRef(says);
  useEffect(() => {
    if (said.current === says) return;
    said.current = says;
    const { activeElement } = document;
    // A button that was pressed and is gone leaves the focus on the body.
    const isHere = activeElement === document.body || part.current?.contains(activeElement);
    if (!isHere && !begins) return;
    part.current?.focus({ preventScroll: true });
    part.current?.scrollIntoView({ block: 'nearest' });
  }, [part, says, begins]);
}
