/** VC53's thresholds, and that only what lasts is said. */

import { expect, it } from 'vitest';
import { type Look, NetworkJudge } from './network';

const fine: Look = { rttMs: 400, jitterMs: 30, lossPercent: 3 };

const told = (...looks: Look[]) => {
  const judge = new NetworkJudge();
  return looks.map(look => judge.judge(look)).at(-1);
};

it.each([
  ['loss', { ...fine, lossPercent: 3.1 }],
  ['jitter', { ...fine, jitterMs: 31 }],
  ['delay', { ...fine, rttMs: 401 }],
] as const)('vc53_says_%s_when_it_lasts', (trouble, bad) => {
  expect(told(bad, bad)).toBeUndefined();
  expect(told(bad, bad, bad)).toBe(trouble);
  expect(told(bad, bad, fine, bad, bad)).toBeUndefined();
});

it('vc53_at_the_thresholds_all_is_well', () => {
  expect(told(fine, fine, fine, fine)).toBeUndefined();
  expect(told({}, {}, {})).toBeUndefined();
});

it('vc53_one_good_moment_ends_no_trouble', () => {
  const bad: Look = { lossPercent: 20 };
  expect(told(bad, bad, bad, fine, fine)).toBe('loss');
  expect(told(bad, bad, bad, fine, fine, fine)).toBeUndefined();
});

it('vc53_names_the_worst', () => {
  const all: Look = { lossPercent: 9, jitterMs: 90, rttMs: 900 };
  expect(told(all, all, all)).toBe('loss');
  expect(told(all, all, all, { jitterMs: 90, rttMs: 900 })).toBe('jitter');
});
