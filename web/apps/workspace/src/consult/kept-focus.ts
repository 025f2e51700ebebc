/**
 * Who works by keyboard keeps their place when a consult begins or ends: the bar is another one then, and the button that
 * had the focus is gone, in the bar or in the dialog. The bar itself takes it, so that a reader says where one is.
 */

import { useEffect, useRef } from 'react';

const PLACES = '[data-call-bar], dialog';

export function useKeptFocus(inConsult: boolean): void {
  const wasHere = useRef(false);
  const before = useRef(inConsult);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      wasHere.current = target instanceof Element && target.closest(PLACES) !== null;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    if (before.current === inConsult) return;
    before.current = inConsult;
    // After the dialog has closed, which gives the focus to whoever is still there.
    queueMicrotask(() => {
      const bar = document.querySelector<HTMLElement>('[data-call-bar]');
      if (wasHere.current && document.activeElement === document.body) bar?.focus();
    });
  }, [inConsult]);
}
