/** From the field in which one types into the list below it. */

import type { KeyboardEvent } from 'react';

/** From the field on by Enter or by the arrow: to the row that is chosen, else to the first, which is chosen by that. */
export function goToList(event: KeyboardEvent, list: HTMLElement | null): void {
  // An Enter that ends the composition of an input method is not one.
  if (event.nativeEvent.isComposing) return;
  if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const row = list?.querySelector<HTMLElement>(':checked') ?? list?.querySelector('input');
  row?.focus();
  row?.click();
}
