/** Whether the agent is speaking, by the level of the microphone; measured only while somebody wants to know. */

import { watchDeadness, watchLevel } from '@rapport/phone/level';
import { useEffect, useState } from 'react';
import { useSound } from './phone';

const LOUD = 0.55;
/** Shorter sounds are keys and chairs. */
const TICKS_MIN = 5;

export function useLevel(stream: MediaStream | undefined): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (!stream) {
      setLevel(0);
      return undefined;
    }
    const context = new AudioContext();
    const stop = watchLevel(context, stream, setLevel);
    return () => {
      stop();
      void context.close();
    };
  }, [stream]);
  return level;
}

export function useIsSpeaking(): boolean {
  const stream = useSound(({ microphone }) => microphone);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => {
    if (!stream) return undefined;
    const context = new AudioContext();
    let loud = 0;
    const stop = watchLevel(context, stream, level => {
      loud = level > LOUD ? loud + 1 : Math.max(0, loud - 1);
      setSpeaking(loud >= TICKS_MIN);
      loud = Math.min(loud, TICKS_MIN * 3);
    });
    return () => {
      stop();
      void context.close();
    };
  }, [stream]);
  return speaking;
}

/** VC53: nothing has come from the microphone for seconds. */
export function useIsDead(): boolean {
  const stream = useSound(({ microphone }) => microphone);
  const [dead, setDead] = useState(false);
  useEffect(() => {
    setDead(false);
    if (!stream) return undefined;
    const context = new AudioContext();
    const stop = watchDeadness(context, stream, setDead);
    return () => {
      stop();
      void context.close();
    };
  }, [stream]);
  return dead;
}
