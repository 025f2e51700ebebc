/**
 * The chat as any site carries it: one script tag, and an event to open it from a button of the page's own.
 */

let isThere = false;
let isWanted = false;

export function carryWidget(key: string): void {
  document.addEventListener('rapport:ready', arrive, { once: true });
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  script.setAttribute('data-key', key);
  document.head.append(script);
}

/** A click that comes before the widget opens it as soon as it is there. */
export function openChat(): void {
  if (isThere) document.dispatchEvent(new Event('rapport:open'));
  else isWanted = true;
}

function arrive(): void {
  isThere = true;
  if (isWanted) openChat();
  isWanted = false;
}
