/**
 * Choosing the language and filling in sentences.
 */

import { describe, expect, it } from 'vitest';
import { spokenLanguage, translator } from './words';

const english = {
  hello: 'Hello {name}',
  unread_one: '{count} unread message',
  unread_other: '{count} unread messages',
};

describe('words', () => {
  it.each([
    [['de-DE', 'zh-Hans-CN', 'en'], 'zh-CN'],
    [['en-GB', 'zh'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('speaks, of %j, %s', (wanted, spoken) => {
    expect(spokenLanguage(wanted)).toBe(spoken);
  });

  it('fills in names and counts by the plural rule of the language', () => {
    const t = translator(english, 'en');
    expect(t('hello', { name: 'Li' })).toBe('Hello Li');
    expect(t('unread', { count: 1 })).toBe('1 unread message');
    expect(t('unread', { count: 2 })).toBe('2 unread messages');
  });

  it('falls back to the only form where a language has one', () => {
    const t = translator({ unread_other: '{count} 条未读消息' }, 'zh-CN');
    expect(t('unread', { count: 1 })).toBe('1 条未读消息');
  });
});
