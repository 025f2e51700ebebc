/** Getting in: the mailed password, the forgotten one, the wrong one, and the code from a phone. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { Admin } from '../stage/admin.mjs';
import { play } from '../stage/play.mjs';

const OWN = 'my-own-2026!';

export const plays = [
  play('ac03_the_mailed_password_opens_the_door_once_and_is_changed', {}, async house => {
    const outbox = await house.outbox();
    const email = 'eve@demo.example';
    const ada = await Admin.signsIn(house);
    await ada.makes({ name: 'Eve Holm', email, roles: ['agent'] });
    await outbox.open();
    const mailed = await outbox.password(email);
    const eve = await house.agent(0);
    eve.member = { ...eve.member, email, password: mailed };
    await eve.page.goto(`${house.rapport.url}/desk`);
    await eve.signsIn();
    await eve.page.getByRole('heading', { name: 'Choose your own password' }).waitFor();
    // Nothing else opens before.
    await eve.page.goto(`${house.rapport.url}/records`);
    await eve.page.getByRole('heading', { name: 'Choose your own password' }).waitFor();

    await eve.page.getByLabel('Password from the mail').fill(mailed);
    await pastes(eve.page, 'New password', 'abcdefghijklmnopqrstuvw12!');
    await eve.page.getByText('20 characters at most – yours has 26.').waitFor();
    await eve.page.getByLabel('New password', { exact: true }).fill(OWN);
    await eve.page.getByText('A symbol, such as ! or ¥ – met').waitFor();
    await eve.page.getByLabel('Confirm new password').fill('another-2026!');
    await eve.button('Set and continue').click();
    await eve.page.getByRole('alert').getByText('are not the same').waitFor();
    await eve.page.getByLabel('Confirm new password').fill(OWN);
    await eve.button('Set and continue').click();
    await eve.button('Skip: chat only').click();
    await eve.seesStatus('Available');
    assert.equal(new URL(eve.page.url()).pathname, '/records', 'AC04: where she wanted to go');
  }),

  play('ac04_the_two_halves_have_addresses_that_outlast_the_sign_in', {}, async house => {
    const ann = await house.agent();
    await ann.page.goto(`${house.rapport.url}/desk`);
    await ann.signsInForChats();
    assert.equal(new URL(ann.page.url()).pathname, '/desk');
    await ann.inbox.waitFor();
    await ann.page.goto(`${house.rapport.url}/voice`);
    await ann.page.getByRole('link', { name: 'Voice', exact: true, current: 'page' }).waitFor();
    assert.equal(new URL(ann.page.url()).pathname, '/voice');
  }),

  play('ac09_a_forgotten_password_is_set_anew_by_a_link_that_works_once', {}, async house => {
    const ann = await house.agent();
    await ann.page.getByRole('link', { name: 'Forgot password' }).click();
    // The page before it has a field of the same name.
    await ann.page.getByRole('heading', { name: 'Forgot password' }).waitFor();
    await ann.page.getByLabel('Email').fill(ann.member.email);
    await ann.button('Send the link').click();
    await ann.page.getByText(`If ${ann.member.email} has an account here`).waitFor();
    const outbox = await house.outbox();
    await outbox.open();
    const link = await outbox.link(ann.member.email);
    await outbox.page.goto(`${house.rapport.url}/reset#${'0'.repeat(64)}`);
    await outbox.page.getByRole('alert').getByText('used already').waitFor();
    // Into the same tab: the address differs behind the # only.
    await outbox.page.goto(link);
    await outbox.page.getByText(`For ${ann.member.email}`).waitFor();
    assert.equal(new URL(outbox.page.url()).hash, '', 'the secret leaves the address');
    await outbox.page.getByLabel('New password', { exact: true }).fill(OWN);
    await outbox.page.getByLabel('Confirm new password').fill(OWN);
    await outbox.page.getByRole('button', { name: 'Set password' }).click();
    await outbox.page.getByRole('heading', { name: 'Password set' }).waitFor();
    await outbox.open();
    await outbox.followsLink(ann.member.email);
    await outbox.page.getByRole('alert').getByText('used already').waitFor();

    await ann.open();
    await ann.signsIn();
    await ann.page.getByRole('alert').getByText('Email or password is not right.').waitFor();
    ann.member = { ...ann.member, password: OWN };
    await ann.signsInForChats();
  }),

  play('ac08_a_wrong_password_and_an_unknown_address_read_the_same', {}, async house => {
    const ann = await house.agent();
    const texts = [];
    for (const email of [ann.member.email, 'nobody@demo.example']) {
      await ann.open();
      ann.member = { email, password: 'wrong-2026!', roles: [] };
      await ann.signsIn();
      texts.push(await ann.page.getByRole('alert').innerText());
    }
    assert.deepEqual(texts, Array(2).fill('Email or password is not right.'));
  }),

  play('ac08_too_many_wrong_tries_are_told_how_long_to_wait', {}, async house => {
    const ann = await house.agent();
    const right = ann.member;
    ann.member = { ...right, password: 'wrong-2026!' };
    const alert = ann.page.getByRole('alert');
    for (let tries = 1; tries <= 10; tries += 1) {
      const answered = ann.page.waitForResponse(/\/api\/v1\/login$/);
      const [answer] = await Promise.all([answered, ann.signsIn()]);
      assert.equal(answer.status(), 401, `try ${tries}`);
      await alert.getByText('Email or password is not right.').waitFor();
    }
    ann.member = right;
    await ann.signsIn();
    await alert.getByText(/^Too many attempts\. Try again in 15 min\.$/).waitFor();
    assert.equal(await ann.button('Sign in').isDisabled(), true, 'until the wait is over');
  }),

  play('ac11_a_role_that_needs_two_steps_sets_them_up_before_anything_else', {}, async house => {
    const ada = await Admin.signsIn(house);
    await ada.requiresTwoSteps(['agent']);
    const ann = await house.agent();
    await ann.page.goto(`${house.rapport.url}/desk`);
    await ann.signsIn();
    await ann.page.getByText('Your role needs two-step sign-in.').waitFor();
    await ann.page.goto(`${house.rapport.url}/records`);
    await ann.page.getByText('Your role needs two-step sign-in.').waitFor();
    await ann.page.getByLabel('Current password').fill(ann.member.password);
    await ann.button('Continue').click();
    await ann.page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    await ann.page.getByLabel('Code').fill(code(await ann.page.locator('code').innerText()));
    await ann.button('Switch on').click();
    await ann.button('I have kept them').click();
    await ann.button('Skip: chat only').click();
    await ann.seesStatus('Available');
    await ann.page.goto(`${house.rapport.url}/settings/two-step`);
    await ann.page.getByText('Your role needs it, so it stays on.').waitFor();
  }),

  play('ac11_two_step_sign_in_is_switched_on_and_asked_for', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.page.goto(`${house.rapport.url}/settings/two-step`);
    await ann.button('Set up two-step sign-in').click();
    await ann.page.getByLabel('Current password').fill(ann.member.password);
    await ann.button('Continue').click();
    await ann.page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const secret = await ann.page.locator('code').innerText();
    await ann.page.getByLabel('Code').fill(code(secret));
    await ann.button('Switch on').click();
    const listed = ann.page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await listed.first().waitFor();
    const codes = await listed.allInnerTexts();
    await ann.button('I have kept them').click();
    await ann.page.getByText('Two-step sign-in is on.').waitFor();

    const home = await house.secondComputer(ann);
    await home.signsIn();
    await home.page.getByLabel('Code').fill('000000');
    await home.button('Sign in').click();
    await home.page.getByRole('alert').getByText('The code is not right').waitFor();
    await home.page.getByLabel('Code').fill(codes[0]);
    await home.button('Sign in').click();
    await home.button('Skip: chat only').waitFor();
  }),

  play('ac10_a_changed_password_signs_the_other_browsers_out', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    const home = await house.secondComputer(ann);
    await home.signsIn();
    await home.button('Skip: chat only').click();
    await home.seesStatus('Available');
    await ann.page.goto(`${house.rapport.url}/settings/password`);
    await ann.page.getByLabel('Current password').fill(ann.member.password);
    await ann.page.getByLabel('New password', { exact: true }).fill(OWN);
    await ann.page.getByLabel('Confirm new password').fill(OWN);
    await ann.page.getByRole('main').getByRole('button', { name: 'Change Password' }).click();
    await ann.page.getByText('Your password was changed.').waitFor();
    await home.page.getByText('Your sign-in has ended').waitFor();
    await ann.seesStatus('Available');
  }),

  play('ac13_another_browser_is_signed_out_from_the_list', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    const home = await house.secondComputer(ann);
    await home.signsIn();
    await home.button('Skip: chat only').click();
    await home.seesStatus('Available');
    await ann.page.goto(`${house.rapport.url}/settings/logins`);
    const others = ann.page.getByRole('main').getByRole('button', { name: /^Sign out / });
    await others.click();
    await ann.button('Click again to sign out').click();
    await home.page.getByText('Your sign-in has ended').waitFor();
    await others.waitFor({ state: 'detached' });
    await ann.seesStatus('Available');
  }),

  play('op02_the_printed_link_makes_the_first_administrator_once', { empty: true }, async house => {
    const page = await house.newcomer();
    await page.goto(house.rapport.url);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto(house.rapport.setUpLink ?? '');
    await page.getByLabel('Company').fill('Moss & Stone');
    assert.equal(new URL(page.url()).hash, '', 'the secret leaves the address');
    await page.getByLabel('Your name').fill('Bea Moor');
    await page.getByLabel('Email').fill('bea@moss.example');
    await page.getByLabel('New password', { exact: true }).fill('Password1!');
    await page.getByText('Not one that everybody tries first – not met').waitFor();
    await page.getByLabel('New password', { exact: true }).fill(OWN);
    await page.getByLabel('Confirm new password').fill(OWN);
    await page.getByRole('button', { name: 'Create administrator' }).click();
    await page.getByRole('button', { name: 'Skip: chat only' }).click();
    await page.getByText('Moss & Stone').first().waitFor();
    await page.goto(house.rapport.setUpLink ?? '');
    await page.getByRole('alert').getByText('This link is not good any more.').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }),
];

/** @param {import('playwright-core').Page} page */
async function pastes(page, label, text) {
  const field = page.getByLabel(label, { exact: true });
  await field.focus();
  await page.keyboard.insertText(text);
  assert.equal(await field.inputValue(), text, 'U11: nothing is cut');
}

/** RFC 6238 for this moment, from the secret as it is typed in. */
function code(secret) {
  const bits = [...secret.replaceAll(/\s/g, '')]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map(byte => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
