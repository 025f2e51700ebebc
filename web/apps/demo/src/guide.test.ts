/**
 * Reading the demo's guide.
 */

import { describe, expect, it } from 'vitest';
import { readGuide } from './guide';

const wire = {
  url: 'http://127.0.0.1:8080',
  hotline: '+4930555010',
  sip: 'sip:+4930555010@127.0.0.1:5060',
  widget_key: 'fern-and-oak',
  menu_key: 'fern-and-oak-menu',
  demo_page: 'http://127.0.0.1:8080/demo',
  members: [{ email: 'ann@demo.example', password: 'try-me', roles: ['agent'] }],
};

describe('guide', () => {
  it('takes what the server writes', () => {
    expect(readGuide(wire)).toEqual({
      hotline: wire.hotline,
      sip: wire.sip,
      widgetKey: wire.widget_key,
      menuKey: wire.menu_key,
      members: wire.members,
    });
  });

  it('leaves out an account that it cannot read, and is nothing without a key', () => {
    expect(readGuide({ ...wire, members: [{ email: 1 }, ...wire.members] })?.members).toHaveLength(
      1,
    );
    expect(readGuide({ ...wire, widget_key: undefined })).toBeUndefined();
    expect(readGuide(null)).toBeUndefined();
  });
});
