/** Formatters: what is printed for spans, moments and names. */

import { describe, expect, it } from 'vitest';
import { clockFace, clockFaceLeft, isoDuration } from './duration';
import { initials } from './initials';
import { briefSpan } from './relative';
import { shortDateAndTime } from './time';

describe('spans', () => {
  it.each([
    [0, '0:00'],
    [7_900, '0:07'],
    [750_000, '12:30'],
    [3_725_000, '1:02:05'],
    [-5, '0:00'],
  ])('%d ms is %s', (ms, face) => expect(clockFace(ms)).toBe(face));

  it('what is left is rounded up: zero means over', () => {
    expect(clockFaceLeft(1)).toBe('0:01');
    expect(clockFaceLeft(20_000)).toBe('0:20');
    expect(clockFaceLeft(0)).toBe('0:00');
  });

  it('is machine-readable too', () => expect(isoDuration(750_000)).toBe('PT12M30S'));

  it('is brief in lists, in the language of the page', () => {
    expect(briefSpan(42_000, 'en')).toBe('42s');
    expect(briefSpan(180_000, 'en')).toBe('3 min');
    expect(briefSpan(180_000, 'zh-CN')).toContain('3');
    expect(briefSpan(7_200_000, 'en')).toBe('2h');
  });
});

describe('moments', () => {
  const noon = new Date(2026, 4, 6, 12, 0).getTime();
  it('today has no date, another day has one', () => {
    expect(shortDateAndTime(noon, noon, 'en')).toBe('12:00 PM');
    expect(shortDateAndTime(noon - 86_400_000, noon, 'en')).toMatch(/May 5/u);
    expect(shortDateAndTime(noon - 400 * 86_400_000, noon, 'en')).toMatch(/2025/u);
  });
});

describe('initials', () => {
  it.each([
    ['Ada Park', 'AP'],
    ['Customer 4711', 'C4'],
    ['王小明', '小明'],
    ['', '?'],
  ])('%s is %s', (name, short) => expect(initials(name)).toBe(short));
});
