/** A transcript of hundreds of lines: its end at once, all of it soon, and none of it told as news. */

import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fromCustomer, NOW, picture, session } from '../../testing/pictures';
import { openWorkspace } from '../../testing/stage';

const LINES = 200;
const messages = Array.from({ length: LINES }, (_, nth) => ({
  ...fromCustomer('s1', nth + 1, `Line ${nth + 1}`),
  // Apart, so that each is a group of its own.
  at: NOW - (LINES - nth) * 600_000,
}));

it('w20_the_whole_transcript_comes_into_the_page', async () => {
  const stage = await openWorkspace(
    '/desk',
    picture({ sessions: [session('s1', 'Mei Tanaka')], messages }),
  );
  await stage.user.click(screen.getByRole('button', { name: /Mei Tanaka/u }));
  const log = screen.getByRole('log');
  expect(within(log).getByText(`Line ${LINES}`)).toBeTruthy();
  await waitFor(() => expect(within(log).getByText('Line 1')).toBeTruthy());
  expect(
    within(log)
      .getAllByText(/^Line /u)
      .map(line => line.textContent),
  ).toEqual(messages.map(({ text }) => text));
  // From here on what is added is read out, as a log is.
  await waitFor(() => expect(log.hasAttribute('aria-live')).toBe(false));
});

it('w20_a_short_transcript_is_there_at_once', async () => {
  const stage = await openWorkspace(
    '/desk',
    picture({ sessions: [session('s1', 'Mei Tanaka')], messages: messages.slice(0, 5) }),
  );
  await stage.user.click(screen.getByRole('button', { name: /Mei Tanaka/u }));
  const log = screen.getByRole('log');
  expect(within(log).getAllByText(/^Line /u)).toHaveLength(5);
  expect(log.hasAttribute('aria-live')).toBe(false);
});
