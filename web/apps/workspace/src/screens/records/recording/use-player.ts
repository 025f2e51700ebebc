/** The audio element behind a player, as what a view shows and does. One plays at a time. */

import { type ComponentProps, useCallback, useRef, useState } from 'react';

export type PlayerStage = 'still' | 'playing' | 'failed';

/** Of all players there are. */
let sounding: HTMLAudioElement | undefined;

/** `leap` says where to go on instead, while silence is left out. */
export function usePlayer(length: number, leap: (at: number) => number | undefined) {
  const element = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const [stage, setStage] = useState<PlayerStage>('still');
  const [speed, setSpeedShown] = useState(1);
  const [skips, setSkips] = useState(false);

  const seek = useCallback(
    (to: number) => {
      const place = Math.min(length, Math.max(0, to));
      if (element.current) element.current.currentTime = place / 1_000;
      setAt(place);
    },
    [length],
  );
  const play = useCallback(() => {
    // What went wrong comes as an event.
    void element.current?.play().catch(() => undefined);
  }, []);
  const playFrom = useCallback(
    (to: number) => {
      seek(to);
      play();
    },
    [seek, play],
  );
  const audio: ComponentProps<'audio'> = {
    ref: element,
    onPlay({ currentTarget }) {
      if (sounding !== currentTarget) sounding?.pause();
      sounding = currentTarget;
      setStage('playing');
    },
    onPause: () => setStage('still'),
    onError: () => setStage('failed'),
    onTimeUpdate({ currentTarget }) {
      const now = currentTarget.currentTime * 1_000;
      const to = skips && !currentTarget.paused ? leap(now) : undefined;
      if (to === undefined) setAt(Math.min(length, now));
      else seek(to);
    },
  };
  return {
    audio,
    at,
    stage,
    speed,
    skips,
    seek,
    playFrom,
    toggle: () => (stage === 'playing' ? element.current?.pause() : play()),
    again() {
      element.current?.load();
      playFrom(at);
    },
    setSpeed(to: number) {
      setSpeedShown(to);
      if (!element.current) return;
      element.current.playbackRate = to;
      // A file that is loaded later begins with this one.
      element.current.defaultPlaybackRate = to;
    },
    toggleSkips: () => setSkips(!skips),
  };
}
