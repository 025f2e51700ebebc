/**
 * What passes between the chat and the page around it: the focus, the unread count, and whether to come back.
 */

import type { LiveView } from '@rapport/customer/live-customer';
import { running } from '@rapport/customer/picture';
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { HostPage } from './host-page';
import { allSeen, readSeen, type Seen, unreadCount, writeSeen } from './unread';

export function useHost(
  host: HostPage,
  { picture, outbox }: LiveView,
  composer: RefObject<HTMLTextAreaElement | null>,
): { minimise(): void } {
  const [isOpen, setOpen] = useState(false);
  const isLookedAt = useIsInSight() && isOpen;
  const [seen, see] = useState<Seen | undefined>(() => readSeen(kept()));

  useEffect(() => {
    const stop = host.listen(({ tell }) => {
      if (tell !== 'opened' && tell !== 'minimised') return;
      setOpen(tell === 'opened');
      // The page moved the focus into the frame; inside it belongs to the composer.
      if (tell === 'opened' && document.hasFocus()) composer.current?.focus();
    });
    host.tell({ tell: 'ready' });
    return stop;
  }, [host, composer]);

  useEffect(() => {
    const now = isLookedAt ? allSeen(picture) : undefined;
    if (now === undefined) return;
    see(now);
    keep(writeSeen(now));
  }, [isLookedAt, picture]);

  useEffect(() => {
    // What another tab has shown needs no badge here.
    const listener = (event: StorageEvent) => event.key === NAME && see(readSeen(event.newValue));
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  }, []);

  const unread = isLookedAt ? 0 : unreadCount(picture, seen);
  useEffect(() => host.tell({ tell: 'unread', count: unread }), [host, unread]);

  const busy = running(picture) !== undefined || outbox.length > 0 || unread > 0;
  useEffect(() => host.tell({ tell: 'busy', busy }), [host, busy]);

  return { minimise: () => host.tell({ tell: 'minimise' }) };
}

/** A tab behind others is not looked at, however open the chat is in it. */
function useIsInSight(): boolean {
  const [isInSight, see] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => see(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isInSight;
}

const NAME = 'rapport.seen';

function kept(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function keep(seen: string): void {
  try {
    localStorage.setItem(NAME, seen);
  } catch {
    // Without storage the badge may count again after a reload.
  }
}
