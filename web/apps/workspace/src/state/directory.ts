/**
 * To whom a call can be handed, live while somebody looks (W13). Nobody else is sent what colleagues do. The whole of it is
 * asked for once, however often the dialog is opened and closed: it is let go of when nobody has looked for a while.
 */

import { withChanges } from '@rapport/live/directory';
import type { Directory } from '@rapport/live/wire';
import { create } from 'zustand';
import { connection, useLive, watchFrames } from './live';

export const useDirectory = create<{ readonly directory: Directory | undefined }>()(() => ({
  directory: undefined,
}));

/** Who closed the dialog by mistake opens it again within this. */
export const KEPT_MS = 20_000;

let watchers = 0;
/** The server has been asked, and told nothing else since. */
let isAsked = false;
let lettingGo: ReturnType<typeof setTimeout> | undefined;

/** Returns what ends it. */
export function watchDirectory(): () => void {
  watchers += 1;
  clearTimeout(lettingGo);
  if (!isAsked) ask();
  return () => {
    watchers -= 1;
    if (watchers === 0) lettingGo = setTimeout(letGo, KEPT_MS);
  };
}

export function followDirectory(): void {
  watchFrames(frame => {
    // What was on its way when it was let go of.
    if (!isAsked) return;
    if (frame.type === 'directory') {
      const { type: _, ...directory } = frame;
      useDirectory.setState({ directory });
    } else if (frame.type === 'directory-changes') {
      useDirectory.setState(({ directory }) => ({
        directory: directory && withChanges(directory, frame),
      }));
    }
  });
  // The server forgets with the socket who watches.
  useLive.subscribe(({ link }, { link: before }) => {
    if (link.state !== 'live' || before.state === 'live' || !isAsked) return;
    if (watchers > 0) ask();
    else letGo();
  });
}

function ask(): void {
  isAsked = true;
  connection.tell({ type: 'watch-directory' });
}

function letGo(): void {
  clearTimeout(lettingGo);
  isAsked = false;
  connection.tell({ type: 'leave-directory' });
  useDirectory.setState({ directory: undefined });
}
