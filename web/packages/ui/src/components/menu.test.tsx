/** The menu gives the focus back before anything else can happen. */

import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Menu, MenuItem } from './menu';

function open() {
  fireEvent.pointerDown(screen.getByRole('button'), { button: 0, ctrlKey: false });
}

const timersRun = () => act(async () => vi.runAllTimers());

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('stays open when it is opened again at once after Escape', async () => {
  render(
    <Menu trigger={<button type="button">Status</button>}>
      <MenuItem onSelect={() => undefined}>Busy</MenuItem>
    </Menu>,
  );
  open();
  await timersRun();
  fireEvent.keyDown(screen.getByRole('menuitem'), { key: 'Escape' });
  expect(screen.queryByRole('menu')).toBeNull();
  // A hand that is quicker than a timer of a busy machine.
  open();
  await timersRun();
  expect(screen.queryByRole('menu')).not.toBeNull();
});

it('gives the focus back with Escape, and leaves it where a click has put it', async () => {
  render(
    <>
      <Menu trigger={<button type="button">Status</button>}>
        <MenuItem onSelect={() => undefined}>Busy</MenuItem>
      </Menu>
      <input aria-label="Elsewhere" />
    </>,
  );
  open();
  await timersRun();
  fireEvent.keyDown(screen.getByRole('menuitem'), { key: 'Escape' });
  expect(document.activeElement).toBe(screen.getByRole('button'));
  open();
  await timersRun();
  const elsewhere = screen.getByLabelText('Elsewhere');
  fireEvent.pointerDown(elsewhere);
  act(() => elsewhere.focus());
  await timersRun();
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(elsewhere);
});
