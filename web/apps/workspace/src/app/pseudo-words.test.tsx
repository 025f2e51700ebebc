/** U15: no text of a screen is written into the code. Every word of the catalogue gets a mark; what has none is found. */

import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import {
  call,
  consulted,
  consulting,
  directory,
  fromCustomer,
  internal,
  NOW,
  picture,
  ringing,
  session,
} from '../testing/pictures';
import { openDoor, openWorkspace, pressKey } from '../testing/stage';

vi.mock('../../../../packages/ui/src/i18n/en.json', async original => {
  const { default: words } = await original<{ default: Record<string, string> }>();
  const marked = Object.entries(words).map(([key, text]) => [key, `⟦${text}⟧`]);
  return { default: Object.fromEntries(marked) };
});

afterEach(() => vi.restoreAllMocks());

/** What people and companies are called, keys of the keyboard, languages in their own words, and moments. */
const NO_WORDS = new RegExp(
  [
    ...['Ann Berg', 'ann@demo.example', 'Fern & Oak', 'Ada Park', 'Mia', 'Chat desk', 'Sales'],
    ...['Bob Chen', 'Zoë Dahl', 'Workshop', 'BC', 'ZD', 'bob@demo.example', 'zoë@demo.example'],
    ...['Front desk'],
    ...['Shop', 'Lunch', 'Is it back\\?', 'English', '简体中文', 'Ctrl', 'Alt', 'Shift', 'Enter'],
    ...['AB', 'AP', 'AM', 'PM', 'F6', 'ms', 's', 'Mon|Tue|Wed|Thu|Fri|Sat|Sun', 'Jan(uary)?'],
  ]
    .map(word => `(?<![A-Za-z])(${word})(?![A-Za-z])`)
    .join('|'),
  'gu',
);

/** Words that are on the screen and carry no mark. */
function unmarked(): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      texts.push(element.getAttribute(name) ?? '');
    }
  }
  return texts
    .map(text => text.replaceAll(/⟦[^⟧]*⟧/gu, '').replaceAll(NO_WORDS, ''))
    .filter(text => /\p{L}{2,}/u.test(text));
}

const busy = picture({
  calls: [ringing()],
  sessions: [session('s1', 'Mia')],
  messages: [fromCustomer('s1', 1, 'Is it back?')],
});
const talking = picture({ calls: [call({ state: 'talking', since: NOW, muted: true })] });

it.each([
  ['/', busy],
  ['/voice', talking],
  ['/voice', picture({ calls: [consulting({ muted: true })] })],
  ['/voice', picture({ calls: [consulted({ with: 'customer' })] })],
  ['/voice', picture({ calls: [internal(ringing().state)] })],
  ['/voice', picture({ calls: [internal({ state: 'talking', since: NOW, muted: true })] })],
  ['/voice', picture()],
  ['/voice/voicemails', picture()],
  ['/desk', busy],
  ['/records', picture()],
  ['/ready', picture()],
  ['/settings/profile', picture()],
  ['/settings/devices', picture()],
  ['/settings/notifications', picture()],
  ['/settings/shortcuts', picture()],
  ['/settings/appearance', picture()],
  ['/settings/diagnostics', picture()],
  ['/nowhere', picture()],
])('%s speaks through the catalogue alone', async (path, snapshot) => {
  await openWorkspace(path, snapshot);
  await screen.findByRole('heading', { level: 1 });
  expect(unmarked()).toEqual([]);
});

it('the window of internal calls speaks through the catalogue alone', async () => {
  const stage = await openWorkspace('/voice', picture());
  pressKey('KeyO');
  await stage.say({ type: 'directory', ...directory() });
  expect(unmarked()).toEqual([]);
});

it('the transfer dialog speaks through the catalogue alone', async () => {
  const stage = await openWorkspace('/voice', talking);
  pressKey('KeyT');
  await stage.say({ type: 'directory', ...directory() });
  expect(unmarked()).toEqual([]);
  await stage.user.click(screen.getByRole('tab', { name: /Agent/u }));
  await stage.user.click(screen.getByRole('radio', { name: 'Bob Chen' }));
  expect(unmarked()).toEqual([]);
  await stage.user.click(screen.getByRole('tab', { name: /SIP phone/u }));
  await stage.user.click(screen.getByRole('radio', { name: 'Front desk (201)' }));
  expect(unmarked()).toEqual([]);
});

it.each(['/login', '/login?ended=expired'])('%s speaks through the catalogue alone', async path => {
  await openDoor(path, {});
  await screen.findByRole('heading', { level: 1 });
  expect(unmarked()).toEqual([]);
});
