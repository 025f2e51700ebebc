/** Getting in: the mailed password, the forgotten one, the wrong one, and the code from a phone. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { play } from '../stage/play.mjs';

const ADMIN = 2;
const OWN = 'my-own-2026!';

export const plays = [
  play('ac03_the_mailed_password_opens_the_door_once_and_is_changed', {}, async house => {
    const outbox = await house.outbox();
    const email = await newMember(house);
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

  play('ac09_a_forgotten_password_is_set_anew_by_a_link_that_works_once', {}, async house => {
    const ann = await house.agent();
    await ann.page.getByRole('link', { name: 'Forgot password' }).click();
    await ann.page.getByLabel('Email').fill(ann.member.email);
    await ann.button('Send the link').click();
    await ann.page.getByText(`If ${ann.member.email} has an account here`).waitFor();
    const outbox = await house.outbox();
    await outbox.open();
    await outbox.followsLink(ann.member.email);
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
];

/** As an admin's screen would make one. @returns {Promise<string>} the new member's address */
async function newMember(house) {
  const ada = await house.agent(ADMIN);
  await ada.signsIn();
  await ada.button('Skip: chat only').waitFor();
  const email = 'eve@demo.example';
  const status = await ada.page.evaluate(async member => {
    const response = await fetch('/api/v1/members', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Rapport-CSRF': '1' },
      body: JSON.stringify(member),
    });
    return response.status;
  }, { name: 'Eve Holm', email, roles: ['agent'] });
  assert.equal(status, 201);
  return email;
}

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
