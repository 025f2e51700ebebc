/** To whom a call can be handed, live while somebody looks (W13). Nobody else is sent what colleagues do. */

import { withChanges } from '@rapport/live/directory';
import type { Directory } from '@rapport/live/wire';
import { create } from 'zustand';
import { connection, useLive, watchFrames } from './live';

export const useDirectory = create<{ readonly directory: Directory | undefined }>()(() => ({
  directory: undefined,
}));

let watchers = 0;

/** Returns what ends it. */
export function watchDirectory(): () => void {
  watchers += 1;
  if (watchers === 1) connection.tell({ type: 'watch-directory' });
  return () => {
    watchers -= 1;
    if (watchers > 0) return;
    connection.tell({ type: 'leave-directory' });
    useDirectory.setState({ directory: undefined });
  };
}

export function followDirectory(): void {
  watchFrames(frame => {
    // What was on its way when the last one left.
    if (watchers === 0) return;
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
    if (link.state !== 'live' || before.state === 'live' || watchers === 0) return;
    connection.tell({ type: 'watch-directory' });
  });
}
