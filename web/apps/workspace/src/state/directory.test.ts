/** The directory is asked for once while it is looked at, and a while longer. */

import type { MemberFrame } from '@rapport/live/wire';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KEPT_MS, watchDirectory } from './directory';
import { connection } from './live';

const told: MemberFrame['type'][] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(connection, 'tell').mockImplementation(({ type }) => void told.push(type));
});

afterEach(() => {
  vi.runAllTimers();
  told.length = 0;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('is asked for once, however often it is opened', () => {
  for (let opened = 0; opened < 20; opened += 1) {
    const close = watchDirectory();
    vi.advanceTimersByTime(KEPT_MS - 1);
    close();
    vi.advanceTimersByTime(KEPT_MS - 1);
  }
  expect(told).toEqual(['watch-directory']);
});

it('is let go of when nobody has looked for a while, and asked for anew', () => {
  const close = watchDirectory();
  const closeOther = watchDirectory();
  close();
  vi.advanceTimersByTime(KEPT_MS);
  expect(told).toEqual(['watch-directory']);
  closeOther();
  vi.advanceTimersByTime(KEPT_MS);
  expect(told).toEqual(['watch-directory', 'leave-directory']);
  watchDirectory()();
  expect(told).toEqual(['watch-directory', 'leave-directory', 'watch-directory']);
});
