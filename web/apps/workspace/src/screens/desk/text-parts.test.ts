/** Which parts of a customer's text become links. */

import { describe, expect, it } from 'vitest';
import { textParts } from './text-parts';

describe('links in a message', () => {
  it('leaves plain text whole', () => {
    expect(textParts('Hello <b>you</b>')).toEqual([{ at: 0, text: 'Hello <b>you</b>' }]);
  });

  it('finds an address and leaves the full stop outside', () => {
    expect(textParts('See https://a.example/x?y=1. Thanks')).toEqual([
      { at: 0, text: 'See ' },
      { at: 4, text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
      { at: 27, text: '. Thanks' },
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'https://аpple.example', 'ftp://a.example'])(
    '%s is no link',
    text => expect(textParts(text).some(({ href }) => href)).toBe(false),
  );
});
