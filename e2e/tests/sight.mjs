/** U01: no screen has a serious or critical finding of axe: light and dark, in English and in Chinese. */

import { chatsWith } from '../pages/chatting.mjs';
import { InternalWindow } from '../pages/internal-window.mjs';
import { talking } from '../pages/talking.mjs';
import { Admin } from '../stage/admin.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { LANGUAGES, speak } from '../stage/language.mjs';
import { play } from '../stage/play.mjs';

export const plays = [
  play('u01_no_grave_finding_before_work_begins', {}, async house => {
    const look = new Look();
    const ann = await house.agent(0, {}, 'wary');
    await look.at('login', ann.page);
    await ann.button('Sign in').click();
    await ann.page.getByRole('alert').waitFor();
    await look.at('login with an error', ann.page);
    await ann.signsIn();
    await ann.button('Allow microphone').waitFor();
    await look.at('get ready', ann.page);
    await ann.button('Skip: chat only').click();
    await ann.seesStatus('Available');
    await look.at('home', ann.page);
    await ann.statusButton.click();
    await look.at('status menu', ann.page);
    await ann.page.keyboard.press('Escape');
    await ann.page.keyboard.press('?');
    await ann.page.getByRole('dialog').waitFor();
    await look.at('shortcuts', ann.page);
    await ann.page.keyboard.press('Escape');
    for (const place of ['Voice', 'Desk', 'Records']) {
      await ann.goes(place);
      await look.at(`${place}, empty`, ann.page);
    }
    look.says();
  }),

  play('u01_no_grave_finding_in_the_settings', {}, async house => {
    const look = new Look();
    const ann = await house.agent();
    await ann.signsInForCalls();
    for (const part of ['devices', 'notifications', 'shortcuts', 'appearance', 'diagnostics']) {
      await ann.page.goto(`${house.rapport.url}/settings/${part}`);
      await ann.page.getByRole('heading', { level: 1 }).waitFor();
      await look.at(`settings, ${part}`, ann.page);
    }
    await ann.button('Test connection').click();
    await ann.button('Test again').waitFor();
    await look.at('settings, tested', ann.page);
    await ann.page.goto(`${house.rapport.url}/nowhere`);
    await ann.page.getByRole('heading', { name: 'This page does not exist' }).waitFor();
    const second = await house.secondTab(ann);
    await second.button('Use here').waitFor();
    await look.at('second tab', second.page);
    look.says();
  }),

  play('u01_no_grave_finding_round_the_account', {}, async house => {
    const look = new Look();
    const ann = await house.agent();
    const open = async path => {
      await ann.page.goto(`${house.rapport.url}${path}`);
      await ann.page.getByRole('heading', { level: 1 }).waitFor();
    };
    await open('/forgot-password');
    await look.at('forgot password', ann.page);
    await ann.page.getByLabel('Email').fill(ann.member.email);
    await ann.button('Send the link').click();
    const outbox = await house.outbox();
    await outbox.open();
    await outbox.page.getByRole('article').first().waitFor();
    await look.at('outbox', outbox.page);
    await outbox.followsLink(ann.member.email);
    await outbox.page.getByLabel('New password', { exact: true }).fill('short');
    await outbox.page.getByText('At least 8 characters – not met').waitFor();
    await look.at('new password', outbox.page);
    await open('/setup#old');
    await ann.page.getByRole('alert').waitFor();
    await look.at('set-up, link used', ann.page);
    await ann.open();
    await ann.signsInForChats();
    for (const part of ['profile', 'password', 'two-step', 'logins']) {
      await open(`/settings/${part}`);
      await look.at(`settings, ${part}`, ann.page);
    }
    await open('/settings/two-step');
    await ann.button('Set up two-step sign-in').click();
    await ann.page.getByLabel('Current password').fill(ann.member.password);
    await ann.button('Continue').click();
    await ann.page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    await look.at('two-step, picture', ann.page);
    const ada = await Admin.signsIn(house);
    await ada.makes({ name: 'Eve Holm', email: 'eve@demo.example', roles: ['agent'] });
    await outbox.open();
    const eve = await house.agent(1);
    const password = await outbox.password('eve@demo.example');
    eve.member = { ...eve.member, email: 'eve@demo.example', password };
    await eve.signsIn();
    await eve.page.getByRole('heading', { name: 'Choose your own password' }).waitFor();
    await look.at('first password', eve.page);
    await ada.requiresTwoSteps(['agent']);
    const leo = await house.agent(1);
    await leo.signsIn();
    await leo.page.getByText('Your role needs two-step sign-in.').waitFor();
    await look.at('two-step, required', leo.page);
    look.says();
  }),

  play('u01_no_grave_finding_for_customers_who_read_chinese', {}, async house => {
    const look = new Look();
    const ann = await house.agent();
    await ann.signsInForChats();
    const mei = await house.customer('mei', { locale: 'zh-CN' });
    await look.at('demo page', mei.page);
    await mei.launcher.click();
    const field = mei.chat.getByRole('textbox');
    await field.waitFor();
    await look.at('widget, welcome', mei.page);
    await field.fill('苍鹭台灯有货吗？');
    await field.press('Enter');
    await ann.goes('Desk');
    await ann.opens('苍鹭台灯有货吗？');
    await ann.writes('有货。');
    await mei.sees('有货。');
    await look.at('widget, open', mei.page);
    await mei.chat.getByRole('button', { name: '更多' }).click();
    await mei.chat.getByRole('button', { name: 'English' }).waitFor();
    await look.at('widget, options', mei.page);
    await ann.endsSession();
    await field.waitFor({ state: 'detached' });
    await look.at('widget, ended', mei.page);
    look.says();
  }),

  play('u01_no_grave_finding_in_a_call', { acw: 60, recording: 'on' }, async house => {
    const look = new Look();
    const ann = await house.agent();
    await ann.signsInForCalls();
    const mia = await house.customer('mia');
    await look.at('demo page', mia.page);
    await mia.calls();
    await ann.prompt.waitFor();
    await look.at('ringing', ann.page);
    await look.at('demo page, in the queue', mia.page);
    await ann.answers();
    await ann.call.getByText('Time in call').waitFor();
    await look.at('talking', ann.page);
    await ann.does('Pause recording');
    await ann.call.getByText('Recording paused').waitFor();
    await look.at('talking, not recorded', ann.page);
    await ann.goes('Voice');
    await ann.does('On Hold');
    await ann.does('Mute');
    await ann.call.getByText(/You are (talking while )?muted/).waitFor();
    await look.at('voice, on hold and muted', ann.page);
    await mia.seesCall('On hold');
    await look.at('demo page, on hold', mia.page);
    await ann.talksForTwoSeconds();
    await ann.does('End');
    await ann.afterCallWork.waitFor();
    await look.at('after-call work', ann.page);
    await mia.seesCallEnded('The call has ended.');
    await look.at('demo page, call ended', mia.page);
    await ann.newestRecord();
    await ann.page.getByRole('slider').waitFor();
    await look.at('record', ann.page);
    look.says();
  }),

  play('u01_no_grave_finding_while_a_call_is_handed_over', { acw: 60 }, async house => {
    const look = new Look();
    const { ann } = await talking(house);
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    await ann.does('Transfer');
    await ann.seesTargets('Group');
    await ann.transfer.getByRole('button', { name: 'Members of Shop hotline' }).click();
    await ann.target('Shop hotline').click();
    await look.at('transfer to a group', ann.page);
    await ann.page.keyboard.press('Escape');
    await leo.chooses('Lunch');
    await ann.does('Transfer');
    await ann.seesTargets('Agent');
    await ann.asksWhyNot('Leo Lin');
    await ann.transfer.getByText('Leo Lin cannot be rung now: On break (Lunch).').waitFor();
    await look.at('transfer to an agent who is away', ann.page);
    await leo.chooses('Available');
    await ann.transferButton.click();
    await leo.prompt.getByText('Transferred by Ann Berg', { exact: true }).waitFor();
    await look.at('ringing for a call that was handed over', leo.page);
    look.says();
  }),

  play('u01_no_grave_finding_in_an_internal_call', {}, async house => {
    const look = new Look();
    const ann = await house.agent();
    await ann.signsInForCalls();
    const leo = await house.agent(1);
    await leo.signsInForCalls();
    const window = new InternalWindow(ann);
    await window.opens();
    await window.row('Leo Lin').getByText('Available').waitFor();
    await look.at('internal call', ann.page);
    await leo.chooses('Offline');
    await window.row('Leo Lin').getByText(/^Offline/).waitFor();
    await look.at('internal call to who is offline', ann.page);
    await leo.statusButton.click();
    await leo.page.getByRole('menuitem', { name: 'Online' }).click();
    await window.callTo('Leo Lin').click();
    await leo.prompt.waitFor();
    await leo.answers();
    await ann.goes('Voice');
    await ann.does('On Hold');
    await look.at('a colleague on hold', ann.page);
    await ann.does('Cancel Hold');
    await leo.does('End');
    await ann.newestRecord();
    await look.at('record of an internal call', ann.page);
    look.says();
  }),

  play('u01_no_grave_finding_in_a_chat', {}, async house => {
    const look = new Look();
    const ann = await house.agent();
    await ann.signsInForChats();
    await ann.goes('Desk');
    const mia = await house.customer('mia');
    await mia.openChat();
    await look.at('widget, welcome', mia.page);
    await chatsWith(ann, mia);
    await ann.writes('It is, since Monday.');
    await mia.sees('It is, since Monday.');
    await look.at('desk', ann.page);
    await ann.row('It is, since Monday.').click({ button: 'right' });
    await ann.page.getByRole('menuitem').first().waitFor();
    await look.at('desk, menu of a session', ann.page);
    await ann.page.getByRole('menuitem', { name: 'Mark as unread' }).click();
    await ann.button('Unread 1').waitFor();
    await look.at('desk, marked as unread', ann.page);
    await ann.presses('G');
    await ann.page.getByRole('button', { name: 'thumbs up' }).waitFor();
    await look.at('desk, emoji', ann.page);
    await ann.page.keyboard.press('Escape');
    await look.at('widget, open', mia.page);
    await ann.endsSession();
    await mia.seesEnd('Ann ended this chat.');
    await look.at('desk, session ended', ann.page);
    await ann.inbox.getByRole('button', { name: /^Customer/ }).click({ button: 'right' });
    await ann.page.getByRole('menuitem', { name: 'Hide' }).click();
    await ann.button('Hidden 1').click();
    await ann.inbox.getByRole('region', { name: 'Hidden' }).waitFor();
    await look.at('desk, session hidden', ann.page);
    await look.at('widget, ended', mia.page);
    await ann.newestRecord();
    await look.at('record', ann.page);
    look.says();
  }),

  play('u01_no_grave_finding_while_a_session_is_offered', { chat: 'manual' }, async house => {
    const look = new Look();
    const ann = await house.agent();
    await ann.signsInForChats();
    const mia = await house.customer('mia');
    await mia.openChat();
    await mia.writes('Is the Heron back?');
    await ann.newSession.waitFor();
    await look.at('new session', ann.page);
    await mia.seesHead('In the queue');
    await look.at('widget, waiting', mia.page);
    look.says();
  }),
];

/** All that a colour scheme can break; the rest is looked at once in each language. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Looks in both colour schemes and languages, and tells everything that was found at the end. */
class Look {
  /** @type {Set<string>} */
  #found = new Set();

  async at(screen, page) {
    // The customer's pages speak the browser's language, for good.
    const switches = await page.evaluate(() => document.querySelector('#root') !== null);
    for (const language of switches ? LANGUAGES : [undefined]) {
      if (language) await speak(page, language);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      this.#note(`${screen}, ${language ?? 'as it is'}`, await graveFindings(page));
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      const dark = await graveFindings(page, COLOUR_RULES);
      this.#note(`${screen}, ${language ?? 'as it is'}, dark`, dark);
    }
    if (switches) await speak(page, 'en');
  }

  #note(where, findings) {
    for (const finding of findings) this.#found.add(`${where}: ${finding}`);
  }

  says() {
    if (this.#found.size > 0)
      throw new Error([`${this.#found.size} findings`, ...this.#found].join('\n'));
  }
}
