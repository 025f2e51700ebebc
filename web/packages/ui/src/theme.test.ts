/** Contrast of the tokens (WCAG 1.4.3, 1.4.11), computed from the table itself, for both themes. */

import { describe, expect, it } from 'vitest';
import css from './theme.css?raw';

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/gu)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x = 0, y = 0] = [luminance(a), luminance(b)].sort((m, n) => n - m);
  return (x + 0.05) / (y + 0.05);
}

function colour(name: string, theme: 'light' | 'dark'): string {
  const hex = tokens.get(name)?.[theme];
  if (!hex) throw new Error(`no token ${name}`);
  return hex;
}

const GROUNDS = ['canvas', 'surface', 'sunken', 'raised', 'hover'];
const TEXTS = [
  'ink',
  'ink-soft',
  'ink-faint',
  'accent',
  'available',
  'busy',
  'on-break',
  'in-line',
  'after-call-work',
  'offline',
];

describe.each(['light', 'dark'] as const)('%s', theme => {
  it.each(TEXTS.flatMap(text => GROUNDS.map(ground => [text, ground] as const)))(
    '%s on %s is readable',
    (text, ground) => {
      expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['answer', 'end'])('white on %s is readable', button => {
    expect(contrast('#ffffff', colour(button, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it('an edge is seen on the ground it bounds', () => {
    for (const ground of ['surface', 'raised', 'canvas']) {
      expect(contrast(colour('edge', theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
    }
  });
});
