/** Where in a transcript the reader is: it follows the end while they are there, and always after writing. */

import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR_PX = 80;

/** `from` is how much of the start is left away: when it comes, the reader stays where they are. */
export function useStayAtEnd(count: number, mine: number, from: number) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromEnd = useRef(0);
  const before = useRef({ count, mine });
  const [below, setBelow] = useState(0);
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const note = () => {
      const { scrollTop, clientHeight, scrollHeight } = element;
      fromEnd.current = scrollHeight - scrollTop;
      atEnd.current = fromEnd.current - clientHeight < NEAR_PX;
      if (atEnd.current) setBelow(0);
    };
    // The box shrinks when the composer grows or the call bar comes, and what comes into sight has another size than was
    // taken for it: the end must stay in sight.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', note, { passive: true });
    resized.observe(element);
    if (content.current) resized.observe(content.current);
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is what came before, not what the place is made of
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    // Not every browser holds the place by itself, and none does at the very top.
    element.scrollTop = element.scrollHeight - (atEnd.current ? 0 : fromEnd.current);
  }, [from]);

  return { box, content, below, toEnd };
}
