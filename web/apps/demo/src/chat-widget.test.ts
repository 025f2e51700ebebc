/**
 * The chat's button against the widget's script, whichever is first.
 */

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const opened = vi.fn();
let page: typeof import('./chat-widget');

beforeEach(async () => {
  vi.resetModules();
  opened.mockClear();
  document.addEventListener('rapport:open', opened);
  // The script itself is not what is tested, and must not be fetched.
  vi.spyOn(document.head, 'append').mockReturnValue(undefined);
  page = await import('./chat-widget');
});

afterEach(() => document.removeEventListener('rapport:open', opened));

const widgetIsReady = () => document.dispatchEvent(new Event('rapport:ready'));

it('opens the chat once the widget is there, if it was asked for before', () => {
  page.openChat();
  page.carryWidget('k1');
  page.openChat();
  expect(opened).not.toHaveBeenCalled();
  widgetIsReady();
  expect(opened).toHaveBeenCalledTimes(1);
});

it('opens nothing that nobody asked for, and then at once', () => {
  page.carryWidget('k1');
  widgetIsReady();
  expect(opened).not.toHaveBeenCalled();
  page.openChat();
  expect(opened).toHaveBeenCalledTimes(1);
});
