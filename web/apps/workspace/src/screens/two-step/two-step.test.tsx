/** Two-step sign-in and the list of logins: switched on with a code, codes shown once, a login ended from afar. */

import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { myLogin, NOW, picture } from '../../testing/pictures';
import { openDoor, openWorkspace, type Replies, refusal } from '../../testing/stage';

const SECRET = { secret: 'ABCD EFGH', uri: 'otpauth://totp/x', qr_svg: '<svg/>' };
const off = () => Response.json({ on: false, required: false, recovery_codes_left: 0 });
const on = () => Response.json({ on: true, required: false, recovery_codes_left: 10 });

const SET_UP: Replies = {
  'POST /api/v1/totp': () => Response.json(SECRET),
  'POST /api/v1/totp/confirm': async request => {
    const { code } = await request.json();
    return code === '123456'
      ? Response.json({ codes: ['aaaa-1111', 'bbbb-2222'] })
      : refusal(401, 'wrong-code');
  },
};

describe('ac11: two-step sign-in', () => {
  it('is switched on by password, picture and code, and shows its recovery codes once', async () => {
    let switchedOn = false;
    const stage = await openWorkspace('/settings/two-step', picture(), {
      ...SET_UP,
      'GET /api/v1/totp': () => (switchedOn ? on() : off()),
    });
    await stage.user.click(await screen.findByRole('button', { name: 'Set up two-step sign-in' }));
    await stage.user.type(screen.getByLabelText('Current password'), 'try-me-2026!');
    await stage.user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('img', { name: /QR code/u })).toBeTruthy();
    expect(screen.getByText('ABCD EFGH')).toBeTruthy();

    await stage.user.type(screen.getByLabelText('Code'), '000000');
    await stage.user.click(screen.getByRole('button', { name: 'Switch on' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The code is not right');
    await stage.user.clear(screen.getByLabelText('Code'));
    await stage.user.type(screen.getByLabelText('Code'), '123 456');
    switchedOn = true;
    await stage.user.click(screen.getByRole('button', { name: 'Switch on' }));
    const codes = await screen.findByRole('list', { name: 'Recovery codes' });
    expect(
      within(codes)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['aaaa-1111', 'bbbb-2222']);
    await stage.user.click(screen.getByRole('button', { name: 'I have kept them' }));
    expect(await screen.findByText('10 recovery codes are left.')).toBeTruthy();
    expect(screen.queryByText('aaaa-1111')).toBeNull();
  });

  it('cannot be switched off where a role needs it', async () => {
    await openWorkspace('/settings/two-step', picture(), {
      'GET /api/v1/totp': () => Response.json({ on: true, required: true, recovery_codes_left: 1 }),
    });
    expect(await screen.findByText('1 recovery code is left.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Switch off two-step sign-in' })).toBeNull();
  });

  it('is set up before anything else where a role needs it', async () => {
    let due: 'set-up-totp' | undefined = 'set-up-totp';
    const stage = await openDoor('/voice', {
      ...SET_UP,
      'GET /api/v1/me': () => Response.json(myLogin(due ? { due } : {})),
    });
    await stage.user.type(await screen.findByLabelText('Current password'), 'try-me-2026!');
    await stage.user.click(screen.getByRole('button', { name: 'Continue' }));
    await stage.user.type(await screen.findByLabelText('Code'), '123456');
    due = undefined;
    await stage.user.click(screen.getByRole('button', { name: 'Switch on' }));
    await stage.user.click(await screen.findByRole('button', { name: 'I have kept them' }));
    await stage.hasSocket();
    await waitFor(() => expect(location.pathname).toBe('/voice'));
  });
});

describe('the logins', () => {
  it('are listed, this one marked, and another ended only when asked twice', async () => {
    const one = { created: NOW, last_seen: NOW, expires: NOW, address: '192.0.2.7' };
    let logins = [
      { id: 'l1', current: true, browser: 'Firefox 140, Linux', ...one },
      { id: 'l2', current: false, browser: 'Safari, iPhone', ...one },
    ];
    const stage = await openWorkspace('/settings/logins', picture(), {
      'GET /api/v1/logins': () => Response.json({ logins }),
      'DELETE /api/v1/logins/l2': () => {
        logins = logins.filter(({ current }) => current);
        return new Response(null, { status: 204 });
      },
    });
    expect(await screen.findByText('This one')).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'Sign out Safari, iPhone' }));
    expect(logins).toHaveLength(2);
    await stage.user.click(screen.getByRole('button', { name: 'Click again to sign out' }));
    await waitFor(() => expect(screen.queryByText('Safari, iPhone')).toBeNull());
    expect(screen.getByText('Firefox 140, Linux')).toBeTruthy();
  });
});

describe('op02: the set-up link', () => {
  it('creates the administrator, who is signed in with it', async () => {
    const sent: Record<string, unknown>[] = [];
    const stage = await openDoor('/setup#printed', {
      'POST /api/v1/setup/link': () =>
        Response.json({ email: '', until: 0, policy: { kind: 'classic', min: 8, max: 20 } }),
      'POST /api/v1/setup': async request => {
        sent.push(await request.json());
        return Response.json(myLogin(), { status: 201 });
      },
    });
    await stage.user.type(await screen.findByLabelText('Company'), 'Fern & Oak');
    await stage.user.type(screen.getByLabelText('Your name'), 'Ann Berg');
    await stage.user.type(screen.getByLabelText('Email'), 'ann@fern.example');
    await stage.user.type(screen.getByLabelText('New password'), 'my-own-2026!');
    await stage.user.type(screen.getByLabelText('Confirm new password'), 'my-own-2026!');
    await stage.user.click(screen.getByRole('button', { name: 'Create administrator' }));
    await stage.hasSocket();
    expect(sent).toEqual([
      {
        token: 'printed',
        application: 'Fern & Oak',
        name: 'Ann Berg',
        email: 'ann@fern.example',
        language: 'en',
        password: 'my-own-2026!',
        confirm: 'my-own-2026!',
      },
    ]);
  });

  it('is told apart from a link that is used up', async () => {
    await openDoor('/setup#old', { 'POST /api/v1/setup/link': () => refusal(410, 'link-invalid') });
    expect((await screen.findByRole('alert')).textContent).toContain('start the server again');
    expect(screen.queryByLabelText('Company')).toBeNull();
  });
});
