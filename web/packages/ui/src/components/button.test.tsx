/** A button that waits, or must not be pressed any more, does nothing and keeps the place of who works by key. */

import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Button } from './button';

afterEach(cleanup);

const button = () => screen.getByRole('button');

it('keeps the focus while it waits for an answer, and is not pressed twice', async () => {
  const user = userEvent.setup();
  const press = vi.fn();
  const { rerender } = render(<Button onClick={press}>Hold</Button>);
  await user.tab();
  await user.keyboard('{Enter}');
  rerender(
    <Button onClick={press} busy>
      Hold
    </Button>,
  );
  expect(button()).toHaveProperty('disabled', false);
  expect(button().getAttribute('aria-disabled')).toBe('true');
  expect(button().getAttribute('aria-busy')).toBe('true');
  await user.keyboard('{Enter}');
  await user.click(button());
  expect(press).toHaveBeenCalledTimes(1);
  rerender(<Button onClick={press}>Cancel Hold</Button>);
  expect(document.activeElement).toBe(button());
  expect(button().getAttribute('aria-disabled')).toBeNull();
  await user.keyboard('{Enter}');
  expect(press).toHaveBeenCalledTimes(2);
});

it('is not sent a second time by Enter in a field while it waits', async () => {
  const user = userEvent.setup();
  const send = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
  const form = (busy: boolean) => (
    <form onSubmit={send}>
      <input aria-label="Number" />
      <Button submits busy={busy}>
        Call
      </Button>
    </form>
  );
  const { rerender } = render(form(false));
  await user.type(screen.getByLabelText('Number'), '112{Enter}');
  rerender(form(true));
  await user.keyboard('{Enter}');
  expect(send).toHaveBeenCalledTimes(1);
});

it('is disabled once who was there has gone on, and not before', async () => {
  const user = userEvent.setup();
  const press = vi.fn();
  const page = (disabled: boolean) => (
    <>
      <Button disabled={disabled} onClick={press}>
        Mute
      </Button>
      <input aria-label="Elsewhere" />
    </>
  );
  const { rerender } = render(page(false));
  await user.tab();
  rerender(page(true));
  expect(document.activeElement).toBe(button());
  expect(button()).toHaveProperty('disabled', false);
  await user.keyboard('{Enter}');
  expect(press).not.toHaveBeenCalled();
  // The window is left and comes back.
  fireEvent.blur(button());
  expect(button()).toHaveProperty('disabled', false);
  act(() => screen.getByLabelText('Elsewhere').focus());
  expect(button()).toHaveProperty('disabled', true);
});
