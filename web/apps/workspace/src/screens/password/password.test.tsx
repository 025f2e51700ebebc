/** Choosing a password: the server's rules as they are met, nothing cut, and the four mistakes told apart. */

import type { PasswordVerdict } from '@rapport/live/wire';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { myLogin, picture } from '../../testing/pictures';
import { openDoor, openWorkspace, type Replies, refusal, type Stage } from '../../testing/stage';

/** As the classic policy judges; only the server's answer counts here, so three rules do. */
async function judge(request: Request): Promise<Response> {
  const { password } = await request.json();
  const length = [...password].length;
  const rules: PasswordVerdict['rules'] = [
    { rule: 'long-enough', met: length >= 8 },
    { rule: 'not-too-long', met: length <= 20 },
    { rule: 'digit', met: /\d/u.test(password) },
  ];
  const policy = { kind: 'classic', min: 8, max: 20 } as const;
  const acceptable = rules.every(({ met }) => met);
  return Response.json({ policy, length, rules, acceptable });
}

const CHECK: Replies = { 'POST /api/v1/password/check': judge };

async function fillIn(stage: Stage, current: string, next: string, confirm: string) {
  await stage.user.type(await screen.findByLabelText('Current password'), current);
  await stage.user.type(screen.getByLabelText('New password'), next);
  await stage.user.type(screen.getByLabelText('Confirm new password'), confirm);
  const form = within(screen.getByRole('main'));
  await stage.user.click(form.getByRole('button', { name: 'Change Password' }));
}

describe('the checklist', () => {
  it('ac12_says_of_each_rule_whether_it_is_met_as_one_types', async () => {
    const stage = await openWorkspace('/settings/password', picture(), CHECK);
    expect(await screen.findByText('At least 8 characters')).toBeTruthy();
    const rule = (text: string) => screen.getByText(text).closest('li')?.textContent;
    expect(rule('A digit')).toBe('A digit – not met');
    await stage.user.type(screen.getByLabelText('New password'), '7');
    await waitFor(() => expect(rule('A digit')).toBe('A digit – met'));
    expect(rule('At least 8 characters')).toBe('At least 8 characters – not met');
  });

  it('u11_refuses_a_paste_of_26_characters_in_words_and_cuts_nothing', async () => {
    const stage = await openWorkspace('/settings/password', picture(), CHECK);
    const field = await screen.findByLabelText('New password');
    await screen.findByText('A digit');
    await stage.user.click(field);
    await stage.user.paste('abcdefghijklmnopqrstuvwxy1');
    expect(await screen.findByText('20 characters at most – yours has 26.')).toBeTruthy();
    expect(field).toHaveProperty('value', 'abcdefghijklmnopqrstuvwxy1');
  });
});

describe('ac10: changing it', () => {
  it.each([
    ['wrong-current-password', 403, 'The current password is not right.'],
    ['password-mismatch', 400, 'The two new passwords are not the same.'],
    ['password-unchanged', 400, 'The new password is the same as the old one.'],
    ['password-weak', 400, 'The new password does not meet all the rules.'],
  ])('%s is told in its own words', async (code, status, words) => {
    const stage = await openWorkspace('/settings/password', picture(), {
      ...CHECK,
      'PUT /api/v1/password': () => refusal(status, code),
    });
    await fillIn(stage, 'try-me-2026!', 'other-8-words!', 'other-8-words!');
    expect((await screen.findByRole('alert')).textContent).toBe(words);
  });

  it('sends the three as they were typed and says what happens to other devices', async () => {
    const sent: unknown[] = [];
    const stage = await openWorkspace('/settings/password', picture(), {
      ...CHECK,
      'PUT /api/v1/password': async request => {
        sent.push(await request.json());
        return Response.json({ common: true });
      },
    });
    expect(await screen.findByText(/Your other devices are signed out/u)).toBeTruthy();
    await fillIn(stage, 'try-me-2026!', ' new 1!', 'new 1! ');
    expect(await screen.findByText(/Your password was changed. It is a common one/u)).toBeTruthy();
    expect(sent).toEqual([{ current: 'try-me-2026!', new: ' new 1!', confirm: 'new 1! ' }]);
    expect(screen.getByLabelText('New password')).toHaveProperty('value', '');
  });
});

describe('ac03: the first password', () => {
  it('comes before anything else, and then leads on', async () => {
    let due: 'change-password' | undefined = 'change-password';
    const stage = await openDoor('/desk', {
      ...CHECK,
      'GET /api/v1/me': () => Response.json(myLogin(due ? { due } : {})),
      'PUT /api/v1/password': () => {
        due = undefined;
        return Response.json({ common: false });
      },
    });
    expect(await screen.findByRole('heading', { name: 'Choose your own password' })).toBeTruthy();
    await stage.user.type(screen.getByLabelText('Password from the mail'), 'mailed-1!');
    await stage.user.type(screen.getByLabelText('New password'), 'my-own-2026!');
    await stage.user.type(screen.getByLabelText('Confirm new password'), 'my-own-2026!');
    await stage.user.click(screen.getByRole('button', { name: 'Set and continue' }));
    await stage.hasSocket();
    await waitFor(() => expect(location.pathname).toBe('/desk'));
  });
});

describe('ac09: the link', () => {
  const target = {
    email: 'ann@demo.example',
    until: 0,
    policy: { kind: 'classic', min: 8, max: 20 },
  };

  it('keeps its secret out of the address and sets the password', async () => {
    const sent: unknown[] = [];
    const stage = await openDoor('/reset#top-secret', {
      ...CHECK,
      'POST /api/v1/password/link': () => Response.json(target),
      'POST /api/v1/password/reset': async request => {
        sent.push(await request.json());
        return Response.json({ common: false });
      },
    });
    expect(await screen.findByText('For ann@demo.example')).toBeTruthy();
    expect(location.href).not.toContain('top-secret');
    await stage.user.type(screen.getByLabelText('New password'), 'my-own-2026!');
    await stage.user.type(screen.getByLabelText('Confirm new password'), 'my-own-2026!');
    await stage.user.click(screen.getByRole('button', { name: 'Set password' }));
    expect(await screen.findByRole('heading', { name: 'Password set' })).toBeTruthy();
    expect(sent).toEqual([{ token: 'top-secret', new: 'my-own-2026!', confirm: 'my-own-2026!' }]);
  });

  it('says when it was used or is too old, and where to get another', async () => {
    await openDoor('/reset#old', {
      'POST /api/v1/password/link': () => refusal(410, 'link-invalid'),
    });
    expect((await screen.findByRole('alert')).textContent).toContain('used already');
    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toBeTruthy();
  });

  it('is asked for with the same answer for every address', async () => {
    const stage = await openDoor('/forgot-password', {
      'POST /api/v1/password/forgot': () => new Response(null, { status: 202 }),
    });
    await stage.user.type(await screen.findByLabelText('Email'), 'nobody@demo.example');
    await stage.user.click(screen.getByRole('button', { name: 'Send the link' }));
    expect(await screen.findByText(/If nobody@demo.example has an account/u)).toBeTruthy();
  });
});
