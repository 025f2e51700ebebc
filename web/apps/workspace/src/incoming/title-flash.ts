/** The tab's title and picture call for attention, once a second, as long as an offer rings. */

const EVERY_MS = 1_000;

let timer: ReturnType<typeof setInterval> | undefined;
let plain = '';

export function flashTitle(text: string): void {
  stopFlashing();
  plain = document.title;
  const flip = () => {
    document.title = document.title === text ? plain : text;
  };
  flip();
  timer = setInterval(flip, EVERY_MS);
  showIcon('/favicon-ringing.svg');
  void navigator.setAppBadge?.(1).catch(() => undefined);
}

export function stopFlashing(): void {
  if (timer === undefined) return;
  clearInterval(timer);
  timer = undefined;
  document.title = plain;
  showIcon('/favicon.svg');
  void navigator.clearAppBadge?.().catch(() => undefined);
}

function showIcon(href: string): void {
  document.querySelector('link[rel=icon]')?.setAttribute('href', href);
}
