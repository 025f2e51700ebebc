/** Signing in, with everything that can come between the door and the Workspace. */

import type { MyLogin } from '@rapport/live/wire';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { myLogin, picture } from '../../testing/pictures';
import { openDoor, type Replies, refusal, type Stage } from '../../testing/stage';

const APPLICATIONS: MyLogin['applications'] = [
  { id: 'a1', name: 'Fern & Oak', roles: ['agent'], chosen: false, last: false },
  { id: 'a2', name: 'Rosewood', roles: ['supervisor'], chosen: false, last: true },
];

async function signIn(stage: Stage, password = 'try-me-2026!'): Promise<void> {
  await stage.user.type(await screen.findByLabelText('Email'), 'ann@demo.example');
  await stage.user.type(screen.getByLabelText('Password'), password);
  await stage.user.click(screen.getByRole('button', { name: 'Sign in' }));
}

const answers = (reply: Replies[string]): Replies => ({ 'POST /api/v1/login': reply });

describe('refusals', () => {
  it('ac08_says_the_same_of_a_wrong_password_and_of_an_unknown_address', async () => {
    const stage = await openDoor(
      '/login',
      answers(() => refusal(401, 'wrong-login')),
    );
    await signIn(stage, 'wrong');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('Email or password is not right.');
    await waitFor(() => expect(document.activeElement).toBe(alert));
    expect(screen.getByLabelText('Email').getAttribute('aria-describedby')).toBe(alert.id);
  });

  it('ac08_counts_the_announced_wait_down_and_lets_nobody_try_meanwhile', async () => {
    const reply = () => refusal(429, 'too-many-attempts', { 'Retry-After': '16' });
    const stage = await openDoor('/login', answers(reply));
    await signIn(stage);
    expect((await screen.findByRole('alert')).textContent).toMatch(/Try again in 1[56]s/u);
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveProperty('disabled', true);
  });

  it('ac08_tells_a_long_wait_in_minutes_rounded_up', async () => {
    const reply = () => refusal(429, 'too-many-attempts', { 'Retry-After': '815' });
    const stage = await openDoor('/login', answers(reply));
    await signIn(stage);
    expect((await screen.findByRole('alert')).textContent).toContain('Try again in 14 min');
  });

  it('tells an account that is not active so', async () => {
    const stage = await openDoor(
      '/login',
      answers(() => refusal(403, 'account-disabled')),
    );
    await signIn(stage);
    expect((await screen.findByRole('alert')).textContent).toBe(
      'This account is not active. Ask your administrator.',
    );
  });

  it('says when the server does not answer', async () => {
    const stage = await openDoor(
      '/login',
      answers(() => Promise.reject(new TypeError('no network'))),
    );
    await signIn(stage);
    expect((await screen.findByRole('alert')).textContent).toContain('does not answer');
  });

  it('asks for what is missing before it asks the server', async () => {
    const stage = await openDoor('/login', {});
    await stage.user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Enter your email and your password.',
    );
  });
});

describe('the way in', () => {
  it('ac11_asks_for_the_code_and_sends_all_three_again', async () => {
    const bodies: unknown[] = [];
    const stage = await openDoor(
      '/login?from=%2Fdesk',
      answers(async request => {
        const body = await request.json();
        bodies.push(body);
        return body.code ? Response.json(myLogin()) : refusal(401, 'code-required');
      }),
    );
    await signIn(stage);
    await stage.user.type(await screen.findByLabelText('Code'), '123 456');
    await stage.user.click(screen.getByRole('button', { name: 'Sign in' }));
    await stage.hasSocket();
    expect(bodies.at(-1)).toEqual({
      email: 'ann@demo.example',
      password: 'try-me-2026!',
      code: '123456',
    });
    await waitFor(() => expect(location.pathname).toBe('/desk'));
  });

  it('ac04_leads_back_to_the_address_that_was_asked_for', async () => {
    const stage = await openDoor(
      '/voice',
      answers(() => Response.json(myLogin())),
    );
    await signIn(stage);
    await stage.hasSocket();
    await stage.greet(picture());
    expect(await screen.findByRole('heading', { name: 'Voice' })).toBeTruthy();
  });

  it('never_leads_to_another_site', async () => {
    const stage = await openDoor(
      '/login?from=%2F%2Fevil.example',
      answers(() => Response.json(myLogin())),
    );
    await signIn(stage);
    await stage.hasSocket();
    await waitFor(() => expect(location.pathname).toBe('/'));
    expect(location.host).toBe('127.0.0.1:8080');
  });
});

describe('ac05: several applications', () => {
  const before = () => myLogin({ roles: [], applications: APPLICATIONS });
  const unchosen = () => {
    const { application: _, ...login } = before();
    return Response.json(login);
  };

  it('are cards with name and role, the last one chosen already', async () => {
    const chosen: unknown[] = [];
    const stage = await openDoor('/desk', {
      ...answers(unchosen),
      'PUT /api/v1/login/application': async request => {
        chosen.push(await request.json());
        return Response.json(myLogin({ application: 'Rosewood' }));
      },
    });
    await signIn(stage);
    expect(await screen.findByRole('heading', { name: 'Choose Target Application' })).toBeTruthy();
    const last = screen.getByRole('radio', { name: /Rosewood.*Supervisor/u });
    expect(last).toHaveProperty('checked', true);
    await stage.user.click(screen.getByRole('button', { name: 'Continue' }));
    await stage.hasSocket();
    expect(chosen).toEqual([{ application: 'a2' }]);
    await waitFor(() => expect(location.pathname).toBe('/desk'));
  });

  it('keep every other page closed until one is chosen', async () => {
    await openDoor('/records', { 'GET /api/v1/me': unchosen });
    expect(await screen.findByRole('heading', { name: 'Choose Target Application' })).toBeTruthy();
  });
});
