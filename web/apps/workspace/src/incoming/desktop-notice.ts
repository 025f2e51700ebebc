/** The desktop notification of an offer. A click only brings the window to the front: it never answers. */

let shown: Notification | undefined;

export function canNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

export function showNotice(title: string, body: string, tag: string): void {
  closeNotice();
  if (!canNotify()) return;
  // The ringer rings; the notification is to be seen.
  shown = new Notification(title, { body, tag, requireInteraction: true, silent: true });
  shown.onclick = () => {
    window.focus();
    closeNotice();
  };
}

export function closeNotice(): void {
  shown?.close();
  shown = undefined;
}

/** For what needs no answer: it goes by itself, and the newest of a conversation takes the place of the one before. */
export function showBrief(title: string, body: string, tag: string): void {
  if (!canNotify()) return;
  const notice = new Notification(title, { body, tag, silent: true });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}
