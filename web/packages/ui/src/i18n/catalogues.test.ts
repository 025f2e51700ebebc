/** Every language has every word, with the same blanks to fill in. */

import { describe, expect, it } from 'vitest';
import en from './en.json';
import zh from './zh-cn.json';

/** Chinese has one plural form, so the English `_one` has no partner. */
const base = (key: string) => key.replace(/_(one|other)$/u, '');
const keys = (words: object) => [...new Set(Object.keys(words).map(base))].sort();
const blanks = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name).sort();

describe('catalogues', () => {
  it('have the same keys', () => expect(keys(zh)).toEqual(keys(en)));

  it.each(Object.entries(zh))('%s fills in the same blanks', (key, text) => {
    expect(blanks(text)).toEqual(blanks(en[key as keyof typeof en]));
  });

  it('say nothing empty', () => {
    for (const text of [...Object.values(en), ...Object.values(zh)])
      expect(text.trim()).not.toBe('');
  });
});
