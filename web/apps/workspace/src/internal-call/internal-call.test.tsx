/** Internal calls (VC30, W17): the window that floats, who can be called from it, and the call on both screens. */

import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { colleague, directory, internal, me, NOW, picture, ringing } from '../testing/pictures';
import { openWorkspace, pressKey, type Stage, speaks } from '../testing/stage';

const button = () => screen.getByRole('button', { name: 'Internal Call' });
const box = () => screen.getByRole('dialog', { name: 'Internal Call' });
const inside = () => within(box());
const callTo = (name: string) => inside().getByRole('button', { name: `Call ${name}` });
const names = () =>
  inside()
    .getAllByRole('listitem')
    .map(row => row.querySelector('bdi')?.textContent);

async function open(over = {}): Promise<Stage> {
  const stage = await openWorkspace('/', picture(over));
  await stage.user.click(button());
  await stage.say({ type: 'directory', ...directory() });
  return stage;
}

const offered = (over = {}) => {
  const { state } = ringing();
  return internal({ ...state, ...over } as Parameters<typeof internal>[0]);
};
const talking = (over = {}) =>
  internal({ state: 'talking', since: NOW - 10_000, muted: false, ...over });

describe('the window', () => {
  it('is opened once, is typed into at once, and gives the focus back with Escape', async () => {
    const stage = await open();
    expect(button().getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement).toBe(inside().getByLabelText('Find by name or email'));
    pressKey('KeyO');
    expect(screen.queryByRole('dialog')).toBeNull();
    pressKey('KeyO');
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    await stage.user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(button());
    expect(button().getAttribute('aria-expanded')).toBe('false');
  });

  it('stays over the pages', async () => {
    const stage = await open();
    await stage.user.click(screen.getByRole('link', { name: 'Records' }));
    await screen.findByText('No records yet');
    expect(box()).toBeTruthy();
  });

  it('is moved by key and by click, and is where it was when it is opened again', async () => {
    const stage = await open();
    const handle = inside().getByRole('button', { name: 'Move this window' });
    const place = () => ['--x', '--y'].map(name => box().style.getPropertyValue(name));
    expect(place()).toEqual(['1', '0']);
    await stage.user.click(handle);
    expect(place()).toEqual(['1', '1']);
    act(() => handle.focus());
    await stage.user.keyboard('{ArrowLeft}{ArrowLeft}{ArrowUp}');
    const [x, y] = place().map(Number);
    expect(x).toBeLessThan(1);
    expect(y).toBeLessThan(1);
    await stage.user.keyboard('{Escape}');
    pressKey('KeyO');
    expect(place().map(Number)).toEqual([x, y]);
  });

  it('is dragged by its bar', async () => {
    await open();
    const bar = inside().getByRole('heading').parentElement;
    if (!bar) throw new Error('there is no bar');
    bar.setPointerCapture = vi.fn();
    fireEvent.pointerDown(bar, { pointerId: 1, clientX: 700, clientY: 100 });
    fireEvent.pointerMove(bar, { pointerId: 1, clientX: 600, clientY: 150 });
    fireEvent.pointerUp(bar, { pointerId: 1, clientX: 600, clientY: 150 });
    expect(Number(box().style.getPropertyValue('--x'))).toBeLessThan(1);
    expect(Number(box().style.getPropertyValue('--y'))).toBeGreaterThan(0);
  });
});

describe('who can be called', () => {
  it('vc30_is_found_by_name_or_email_without_oneself', async () => {
    const stage = await open();
    expect(names()).toEqual(['Bob Chen', 'Zoë Dahl', '203', 'Front desk (201)', 'Workshop (202)']);
    expect(inside().getByText('2 colleagues, 3 SIP phones')).toBeTruthy();
    await stage.user.keyboard('zoe');
    expect(names()).toEqual(['Zoë Dahl']);
    expect(inside().getByText('1 colleague')).toBeTruthy();
    const field = inside().getByLabelText('Find by name or email');
    await stage.user.clear(field);
    await stage.user.type(field, 'bob@demo');
    expect(names()).toEqual(['Bob Chen']);
  });

  it('vc30_has_those_who_are_offline_last', async () => {
    const stage = await open();
    const gone = colleague('m2', 'Bob Chen', { label: 'offline', unavailable: 'status' });
    await stage.say({ type: 'directory-changes', colleagues: [gone], groups: [] });
    expect(names()).toEqual(['Zoë Dahl', '203', 'Front desk (201)', 'Workshop (202)', 'Bob Chen']);
  });

  it.each([
    ['in-line', 'status', 'In line'],
    ['offline', 'status', 'Offline'],
    ['available', 'not-connected', 'Browser not connected'],
    ['available', 'ringing', 'Something rings there already'],
  ] as const)('vc30_not_who_is_%s_%s_and_says_why', async (label, unavailable, words) => {
    const stage = await open();
    const bob = colleague('m2', 'Bob Chen', { label, unavailable });
    await stage.say({ type: 'directory-changes', colleagues: [bob], groups: [] });
    expect(callTo('Bob Chen')).toHaveProperty('disabled', true);
    const facts = callTo('Bob Chen').getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(facts)?.textContent).toContain(words);
  });

  it('vc30_is_a_sip_phone_by_name_or_extension', async () => {
    const stage = await open();
    await stage.user.keyboard('front');
    expect(names()).toEqual(['Front desk (201)']);
    expect(inside().getByText('1 SIP phone')).toBeTruthy();
    expect(inside().getByText('Registered')).toBeTruthy();
    const field = inside().getByLabelText('Find by name or email');
    await stage.user.clear(field);
    await stage.user.type(field, '201');
    await stage.user.click(callTo('Front desk (201)'));
    const to = { kind: 'phone', id: 's1' };
    expect(stage.sent('command')).toMatchObject([{ command: 'call-internally', to }]);
    await stage.answer({ code: 'phone-in-use' });
    expect(inside().getByRole('alert').textContent).toBe('Front desk (201) is in a call.');
  });

  it.each([
    ['not-registered', 'Not registered'],
    ['in-use', 'In use'],
    ['member', 'its agent takes no calls at the moment'],
  ] as const)('vc30_is_no_phone_that_is_%s_and_says_why', async (unavailable, words) => {
    const stage = await open();
    const phones = [{ id: 's1', name: 'Front desk', extension: '201', unavailable }];
    await stage.say({ type: 'directory-changes', colleagues: [], groups: [], phones });
    expect(callTo('Front desk (201)')).toHaveProperty('disabled', true);
    const facts = callTo('Front desk (201)').getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(facts)?.textContent).toContain(words);
  });

  it('vc30_is_not_the_phone_that_is_mine', async () => {
    const stage = await open();
    const phones = [{ id: 's1', name: 'Front desk', extension: '201', member: 'm1' }];
    await stage.say({ type: 'directory-changes', colleagues: [], groups: [], phones });
    expect(names()).not.toContain('Front desk (201)');
  });

  it('vc30_is_called_by_key_though_busy_and_the_window_collapses', async () => {
    const stage = await open();
    // Bob Chen, who is first, is on a break.
    await stage.user.keyboard('{Enter}');
    expect(document.activeElement).toBe(callTo('Zoë Dahl'));
    expect(stage.sent('command')).toEqual([]);
    await stage.user.keyboard('{Enter}');
    const to = { kind: 'member', id: 'm3' };
    expect(stage.sent('command')).toMatchObject([{ command: 'call-internally', to }]);
    await stage.answer();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('vc30_a_refusal_is_said_in_the_window_in_the_language_of_now', async () => {
    const stage = await open();
    await stage.user.click(callTo('Zoë Dahl'));
    await stage.answer({ code: 'target-unavailable' });
    expect(inside().getByRole('alert').textContent).toBe('Zoë Dahl cannot be called now.');
    await speaks('zh-CN');
    expect(screen.getByRole('alert').textContent).toBe('现在无法呼叫 Zoë Dahl。');
  });

  it.each([
    [{ me: me({ label: 'offline' }) }, /^You are Offline/u],
    [{ me: me({ label: 'in-line' }), calls: [talking()] }, /^You are in a call/u],
    [{ calls: [ringing()] }, /^A call is ringing/u],
    [{ me: me({ audio: false }) }, /^Allow the microphone first/u],
  ])('st01_is_nobody_where_I_can_call_nobody (%#)', async (over, words) => {
    await open(over);
    expect(inside().getByText(words)).toBeTruthy();
    expect(callTo('Zoë Dahl')).toHaveProperty('disabled', true);
  });
});

describe('a call of a colleague', () => {
  it('vc30_rings_as_internal_with_the_name_and_nothing_of_a_customer', async () => {
    const stage = await openWorkspace('/', picture({ calls: [offered()] }));
    const bar = within(screen.getByRole('region', { name: 'Incoming call' }));
    expect(bar.getByText('Bob Chen')).toBeTruthy();
    expect(bar.getByText('Internal')).toBeTruthy();
    const card = within(screen.getByRole('region', { name: 'Who is calling' }));
    expect(card.getByText('Internal call')).toBeTruthy();
    expect(card.queryByText('Number dialled')).toBeNull();
    expect(screen.getByText(/^Internal call from Bob Chen\./u)).toBeTruthy();
    expect(document.title).toBe('☎ Incoming – Bob Chen');
    await stage.change({ change: 'call', ...offered({ deadline: NOW + 4_000 }) });
    expect(bar.getByText('Stops ringing in 4')).toBeTruthy();
  });

  it('vc30_has_a_ringtone_of_its_own', async () => {
    const stage = await openWorkspace('/', picture());
    const { ringer } = await import('../state/ringer');
    const start = vi.spyOn(ringer, 'start');
    await stage.change({ change: 'call', ...offered() });
    expect(start).toHaveBeenLastCalledWith('colleague');
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'called-off' });
    expect(screen.getByText('Bob Chen hung up before you answered.')).toBeTruthy();
    await stage.change({ change: 'call', ...ringing() });
    expect(start).toHaveBeenLastCalledWith('customer');
  });

  it('vc30_has_mute_hold_and_end_and_no_more', async () => {
    const stage = await openWorkspace(
      '/voice',
      picture({ calls: [talking()], me: me({ label: 'in-line' }) }),
    );
    const bar = within(screen.getByRole('region', { name: 'Call' }));
    const acts = bar.getAllByRole('button').map(({ textContent }) => textContent);
    expect(acts).toEqual(['Mute', 'On Hold', 'End']);
    for (const key of ['KeyT', 'KeyI', 'KeyK', 'KeyU']) pressKey(key);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('group', { name: 'Input number' })).toBeNull();
    expect(stage.sent('command')).toEqual([]);
    await stage.change({ change: 'call', ...talking({ hold_since: NOW }) });
    expect(bar.getByText('Bob Chen hears music. You can still hear Bob Chen.')).toBeTruthy();
    const page = within(screen.getByRole('main'));
    expect(await page.findByText('Internal')).toBeTruthy();
    expect(page.queryByText('Group')).toBeNull();
  });

  it('vc30_a_phone_has_its_name_the_same_controls_and_an_end_in_words', async () => {
    const { colleague: _nobody, ...rest } = talking();
    const atPhone = { ...rest, phone: { id: 's1', name: 'Front desk', extension: '201' } };
    const stage = await openWorkspace(
      '/voice',
      picture({ calls: [atPhone], me: me({ label: 'in-line' }) }),
    );
    const bar = within(screen.getByRole('region', { name: 'Call' }));
    expect(bar.getByText('Front desk (201)')).toBeTruthy();
    expect(bar.getByText('Internal')).toBeTruthy();
    const acts = bar.getAllByRole('button').map(({ textContent }) => textContent);
    expect(acts).toEqual(['Mute', 'On Hold', 'End']);
    const page = within(screen.getByRole('main'));
    expect(await page.findByText('Front desk (201)')).toBeTruthy();
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'no-line' });
    expect(screen.getByText('Front desk (201) could not be reached.')).toBeTruthy();
  });

  it.each([
    ['missed', 'Bob Chen called you. It was not answered in time.'],
    ['unseen', 'Bob Chen called you, and the call did not reach your screen in time.'],
    ['rejected', 'Bob Chen declined.'],
    ['no-answer', 'Bob Chen did not answer.'],
    ['colleague-lost', 'The sound of Bob Chen was lost, so the call has ended.'],
  ] as const)('vc30_says_how_it_ended_%s', async (why, words) => {
    const stage = await openWorkspace('/', picture({ calls: [offered()] }));
    await stage.change({ change: 'contact-gone', contact: 'c1', why });
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('rc01_is_recorded_as_internal_with_both_names', async () => {
    const record = {
      id: 'r1',
      kind: 'voice',
      direction: 'internal',
      member: { id: 'm1', name: 'Ann Berg' },
      called: { id: 'm2', name: 'Bob Chen' },
      entry: '',
      arrived: NOW,
      waited: 0,
      talked: 5_000,
      held: 0,
    };
    await openWorkspace('/voice', picture(), {
      'GET /api/v1/records': () => Response.json({ records: [record] }),
    });
    expect(await screen.findByRole('link', { name: 'Bob Chen' })).toBeTruthy();
    expect(screen.getByText('Internal')).toBeTruthy();
  });

  it('rc01_is_recorded_with_the_phone_that_was_called', async () => {
    const record = {
      id: 'r1',
      kind: 'voice',
      direction: 'internal',
      member: { id: 'm1', name: 'Ann Berg' },
      phone: { id: 's1', name: 'Front desk', extension: '201' },
      entry: '',
      arrived: NOW,
      waited: 0,
      talked: 5_000,
      held: 0,
    };
    await openWorkspace('/voice', picture(), {
      'GET /api/v1/records': () => Response.json({ records: [record] }),
    });
    expect(await screen.findByRole('link', { name: 'Front desk (201)' })).toBeTruthy();
    expect(screen.getByText('Internal')).toBeTruthy();
  });
});
