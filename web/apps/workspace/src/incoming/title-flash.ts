/** The tab's title and picture call for attention, once a second, as long as an offer rings. */

const EVERY_MS = 1_000;

let timer: ReturnType<typeof setInterval> | undefined;
let plain = document.title;

export function flashTitle(text: string): void {
  stopFlashing();
  const flip = () => {
    document.title = document.title === text ? plain : text;
  };
  flip();
  timer = setInterval(flip, EVERY_MS);
  showIcon('/favicon-ringing.svg');
  void navigator.setAppBadge?.(1).catch(() => undefined);
}

/** What the tab is called when nothing rings. */
export function setTitle(title: string): void {
  plain = title;
  if (timer === undefined) document.title = title;
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
