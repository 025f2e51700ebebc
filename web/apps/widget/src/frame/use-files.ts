/** The files of what is written next (DK13). What sends them is fetched with the first one. */

import type { Tray } from '@rapport/api/attachments/tray';
import type { TrayView } from '@rapport/api/attachments/tray-view';
import type { LiveCustomer } from '@rapport/customer/live-customer';
import { useEffect, useState } from 'preact/hooks';
import { hasKept } from './kept-files';

type Box = typeof import('./files/box');

export type Files = {
  /** Absent until there was a file. */
  readonly opened: { readonly box: Box; readonly tray: Tray } | undefined;
  readonly view: TrayView | undefined;
  /** What sends them cannot be had now. They are added once the network is back. */
  readonly failed: boolean;
  /** Whoever begins to write may want to add one: fetched now, it is there without a network. */
  prepare(): void;
  add(files: readonly File[]): void;
};

export function useFiles(live: LiveCustomer): Files {
  const [opened, setOpened] = useState<Files['opened']>();
  const [view, show] = useState<TrayView>();
  const [waiting, wait] = useState<readonly File[]>([]);

  const open = (files: readonly File[]) => {
    load().then(
      box => {
        const tray = box.trayOf(live);
        setOpened({ box, tray });
        wait([]);
        tray.add(files);
        show(tray.view);
      },
      () => wait(files),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what waits has anything to try again.
  useEffect(() => {
    if (waiting.length === 0) return;
    const again = () => open(waiting);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [waiting]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was chosen before the page was loaded anew.
  useEffect(() => {
    if (hasKept()) open([]);
  }, []);
  useEffect(() => {
    if (!opened) return;
    const { tray } = opened;
    // What has happened since it was opened has told nobody.
    show(tray.view);
    return tray.subscribe(() => show(tray.view));
  }, [opened]);
  const add = (files: readonly File[]) => {
    if (files.length > 0) open([...waiting, ...files]);
  };
  return { opened, view, failed: waiting.length > 0, prepare, add };
}

function load(): Promise<Box> {
  return import('./files/box');
}

function prepare(): void {
  load().catch(() => {});
}
