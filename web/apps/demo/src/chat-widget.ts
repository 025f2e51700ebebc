/**
 * The chat as any site carries it: one script tag, and an event to open it from a button of the page's own.
 */

export function carryWidget(key: string): void {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  script.setAttribute('data-key', key);
  document.head.append(script);
}

export function openChat(): void {
  document.dispatchEvent(new Event('rapport:open'));
}
