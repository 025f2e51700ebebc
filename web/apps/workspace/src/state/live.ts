/** The live picture as React reads it, fed by the one connection of this tab. */

import { Connection, type Link, type SideFrame } from '@rapport/live/connection';
import type { Picture } from '@rapport/live/picture';
import type { Changes } from '@rapport/live/wire';
import { browserWorld } from '@rapport/live/world';
import { create } from 'zustand';

type Live = {
  readonly link: Link;
  readonly picture: Picture | undefined;
  /** F07: when calls are cut off, on the server's clock; absent while the server stays. */
  readonly maintenanceEnds: number | undefined;
};
/** `before` and `changes` are absent when the picture is a fresh snapshot. */
type PictureWatcher = (picture: Picture, before?: Picture, changes?: Changes) => void;
type FrameWatcher = (frame: SideFrame) => void;

export const useLive = create<Live>()(() => ({
  link: { state: 'connecting' },
  picture: undefined,
  maintenanceEnds: undefined,
}));

const pictureWatchers = new Set<PictureWatcher>();
const frameWatchers = new Set<FrameWatcher>();

export const connection = new Connection(browserWorld('/api/v1/live'), {
  // Who comes to a server that is about to end is told so after this.
  link: link =>
    useLive.setState(link.state === 'live' ? { link, maintenanceEnds: undefined } : { link }),
  picture: (picture, before, changes) => {
    useLive.setState({ picture });
    for (const watch of pictureWatchers) watch(picture, before, changes);
  },
  frame: frame => {
    if (frame.type === 'maintenance') useLive.setState({ maintenanceEnds: frame.ends });
    for (const watch of frameWatchers) watch(frame);
  },
});

/** For what is not drawn but done when something happens: sounds, toasts, notifications. */
export function watchPicture(watch: PictureWatcher): void {
  pictureWatchers.add(watch);
}

/** Until what it returns is called. */
export function watchFrames(watch: FrameWatcher): () => void {
  frameWatchers.add(watch);
  return () => frameWatchers.delete(watch);
}

/** A part of the picture. Only views inside the frame ask, and the frame waits for the first snapshot. */
export function usePicture<Part>(select: (picture: Picture) => Part): Part {
  return useLive(({ picture }) => {
    if (!picture) throw new Error('a view asked for the picture before there was one');
    return select(picture);
  });
}

export function useIsLive(): boolean {
  return useLive(({ link }) => link.state === 'live');
}
