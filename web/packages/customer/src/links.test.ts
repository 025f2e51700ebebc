/**
 * Links in messages: which schemes, where an address ends, and what it is shown as.
 */

import { describe, expect, it } from 'vitest';
import { linkify } from './links';

function hrefs(text: string): string[] {
  return linkify(text).flatMap(piece => (piece.piece === 'link' ? [piece.href] : []));
}

describe('linkify', () => {
  it('keeps every character of the message', () => {
    const text = 'See https://a.example/x, or (www.b.example) and write mailto:li@c.example!';
    expect(
      linkify(text)
        .map(piece => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('links http, https, mailto, tel and www', () => {
    expect(hrefs('http://a.example https://b.example/?q=1 www.c.example')).toEqual([
      'http://a.example/',
      'https://b.example/?q=1',
      'https://www.c.example/',
    ]);
    expect(hrefs('mailto:li@a.example tel:+4930123')).toEqual([
      'mailto:li@a.example',
      'tel:+4930123',
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'vbscript:x',
    'file:///etc/passwd',
    'http://',
    'blob:https://a.example/x',
    'ftp://a.example',
  ])('does not run or open %s', text => {
    expect(hrefs(text).filter(href => !/^https?:/.test(href))).toEqual([]);
  });

  it('leaves a sentence its marks and brackets', () => {
    expect(hrefs('Go to https://a.example/x.')).toEqual(['https://a.example/x']);
    expect(hrefs('(https://a.example/x)')).toEqual(['https://a.example/x']);
    expect(hrefs('https://a.example/x_(y)')).toEqual(['https://a.example/x_(y)']);
    expect(hrefs('请看【https://a.example/x】。')).toEqual(['https://a.example/x']);
    expect(hrefs('“https://a.example/x”')).toEqual(['https://a.example/x']);
  });

  it('shows a look-alike name as punycode, and a hidden name by what is really opened', () => {
    const [lookalike] = linkify('https://аpple.example/');
    expect(lookalike?.text).toContain('xn--');
    const [disguised] = linkify('https://bank.example@evil.example/');
    expect(disguised?.text).toBe('https://bank.example@evil.example/');
  });
});
