/** DK14: a site says who its customer is, and says which pages may show the widget. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { Admin } from '../stage/admin.mjs';
import { play } from '../stage/play.mjs';

/** What the site's own server does. */
function signed({ secret, key }, user) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 300;
  const claims = { sub: user, aud: key, exp, name: 'Mia Moss' };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const identify = (customer, identity) =>
  customer.page.evaluate(jwt => window.rapport.identify(jwt), identity);

export const plays = [
  play('dk14_a_verified_customer_is_the_same_on_two_devices', {}, async house => {
    const site = await (await Admin.signsIn(house)).makesForClients('Shop');
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.goes('Desk');
    const phone = await house.customer('phone');
    await identify(phone, signed(site, 'user-7'));
    await phone.openChat();
    await phone.writes('Is the Heron back?');
    await ann.opens('Is the Heron back?');
    await ann.page.getByText('Verified by the site').waitFor();
    await ann.page.getByText('user-7').waitFor();

    const laptop = await house.customer('laptop');
    await laptop.openChat();
    assert.equal(await laptop.message('Is the Heron back?').count(), 0);
    await identify(laptop, signed(site, 'user-7'));
    await laptop.sees('Is the Heron back?');
    await laptop.writes('I am at my desk now.');
    await ann.sees('I am at my desk now.');
    await phone.sees('I am at my desk now.');
    // Whoever sits down here next sees nothing of it.
    await laptop.page.evaluate(() => window.rapport.forget());
    await laptop.message('Is the Heron back?').waitFor({ state: 'detached' });
    await laptop.reload();
    assert.equal(await laptop.message('Is the Heron back?').count(), 0);
  }),

  play('dk14_without_an_identity_that_is_required_there_is_no_button', {}, async house => {
    const admin = await Admin.signsIn(house);
    const mia = await house.customer('mia');
    const site = await admin.makesForClients('Shop', {
      enforce_identity: true,
    });
    await mia.page.reload();
    await mia.page.waitForFunction(() => 'rapport' in window);
    await mia.page.waitForLoadState('networkidle');
    assert.equal(await mia.launcher.count(), 0);
    await identify(mia, signed(site, 'user-7'));
    await mia.launcher.waitFor();
    await mia.openChat();
    await mia.writes('Is the Heron back?');
    await mia.seesTick('Is the Heron back?', 'Sent');
  }),
];
