/** A menu in the menu: where there is no room beside it, it unfolds in its place. */

import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Languages } from 'lucide-react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Menu, MenuChoice, MenuChoiceItem, SubMenu } from './menu';

const chosen = vi.fn();

function draw() {
  render(
    <Menu open trigger={<button type="button">Status</button>}>
      <SubMenu icon={Languages} name="Language">
        <MenuChoice value="en" onChange={chosen}>
          <MenuChoiceItem value="en">English</MenuChoiceItem>
          <MenuChoiceItem value="zh">简体中文</MenuChoiceItem>
        </MenuChoice>
      </SubMenu>
    </Menu>,
  );
}

const trigger = () => screen.getByRole('menuitem', { name: 'Language' });

beforeEach(() => {
  const query = { matches: true, addEventListener() {}, removeEventListener() {} };
  vi.stubGlobal('matchMedia', () => query);
});
afterEach(cleanup);

it('u14_unfolds_within_the_menu_of_a_narrow_window', () => {
  draw();
  expect(trigger().getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(trigger());
  expect(trigger().getAttribute('aria-expanded')).toBe('true');
  expect(screen.getAllByRole('menu')).toHaveLength(1);
  fireEvent.click(screen.getByRole('menuitemradio', { name: '简体中文' }));
  expect(chosen).toHaveBeenCalledWith('zh');
});

it('goes in and out by the arrows', () => {
  draw();
  act(() => trigger().focus());
  fireEvent.keyDown(trigger(), { key: 'ArrowRight' });
  expect(screen.getByRole('group', { name: 'Language' })).toBeTruthy();
  fireEvent.keyDown(trigger(), { key: 'ArrowLeft' });
  expect(screen.queryByRole('menuitemradio')).toBeNull();
});
