/**
 * Takes a picture of every screen, light and dark, wide and narrow, in each language: `npm run shots -- --into FOLDER
 * [--only SCREEN] [--act ACT]`. Nothing is judged here; the pictures are for eyes.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chatting } from './pages/chatting.mjs';
import { InternalWindow } from './pages/internal-window.mjs';
import { talking } from './pages/talking.mjs';
import { files } from './shots-of-files.mjs';
import { satisfaction } from './shots-of-rating.mjs';
import { Admin } from './stage/admin.mjs';
import { Chromium } from './stage/chromium.mjs';
import { House } from './stage/house.mjs';
import { LANGUAGES, speak } from './stage/language.mjs';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];

const { values } = parseArgs({
  options: {
    into: { type: 'string' },
    only: { type: 'string', default: '' },
    act: { type: 'string', default: '' },
  },
});
if (!values.into) {
  console.log('Say where the pictures go: npm run shots -- --into FOLDER');
  process.exit(1);
}
mkdirSync(values.into, { recursive: true });

const chromium = new Chromium();
try {
  await through('account', {}, account);
  await through('first-start', { empty: true }, firstStart);
  await through('settings', {}, settings);
  await through('before-work', { acw: 60 }, beforeWork);
  await through('call', { acw: 60, recording: 'on' }, call);
  await through('transfer', { acw: 60, ring: 120, recording: 'on' }, transfer);
  await through('consult', { acw: 60, ring: 120, recording: 'on' }, consult);
  await through('consult-outside', { acw: 60, ring: 120, recording: 'on' }, consultOutside);
  await through('self-service', { acw: 60, recording: 'on' }, selfService);
  await through('outbound', {}, outbound);
  await through('internal', {}, internalCall);
  await through('menu', { acw: 60 }, menu);
  await through('voicemail', {}, voicemail);
  await through('chat', { chat: 'manual', ring: 60 }, chat);
  await through('satisfaction', {}, house => satisfaction(house, shoot));
  await through('files', {}, house => files(house, shoot));
  await through('maintenance', {}, maintenance);
  await through('rush-hour', {}, rushHour);
} finally {
  await chromium.close();
}

/** @param {(house: House) => Promise<void>} act */
async function through(name, flags, act) {
  if (!name.includes(values.act)) return;
  const house = new House(chromium, { name: `shots-${name}`, flags, act });
  try {
    await house.open();
    await act(house);
  } catch (error) {
    console.log(`${name}: ${error.message}; kept in ${await house.keep()}`);
    process.exitCode = 1;
  } finally {
    await house.close();
  }
}

/** @param {import('playwright-core').Page} page */
async function shoot(page, screen) {
  if (!screen.includes(values.only)) return;
  const translated = await page.evaluate(() => document.querySelector('#root') !== null);
  for (const language of translated ? LANGUAGES : ['en']) {
    if (translated) await speak(page, language);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate(
          () => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn, 150))),
        );
        const name = `${screen}.${size.width}.${language}.${colorScheme}.png`;
        await page.screenshot({ path: join(values.into, name) });
      }
    }
  }
  if (translated) await speak(page, 'en');
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ colorScheme: 'light' });
  console.log(screen);
}

async function beforeWork(house) {
  const ann = await house.agent(0, {}, 'wary');
  await shoot(ann.page, '01-login');
  await ann.page.getByLabel('Email').fill('nobody@demo.example');
  await ann.page.getByLabel('Password', { exact: true }).fill('wrong');
  await ann.button('Sign in').click();
  await ann.page.getByRole('alert').waitFor();
  await shoot(ann.page, '02-login-wrong');
  await ann.signsIn();
  await ann.button('Allow microphone').waitFor();
  await shoot(ann.page, '03-ready');
  await ann.page.context().grantPermissions([]);
  await ann.button('Allow microphone').click();
  await ann.page.getByText('Your microphone is blocked').waitFor();
  await shoot(ann.page, '04-ready-denied');
  await ann.page.context().grantPermissions(['microphone']);
  await ann.button('Check again').click();
  await ann.page.getByText('We can hear you.').waitFor();
  await shoot(ann.page, '05-ready-granted');
  await ann.goes('Home');
  await shoot(ann.page, '06-home-offline');
  await ann.page.goto(`${house.rapport.url}/ready`);
  await ann.button('Skip: chat only').click();
  await ann.seesStatus('Available');
  await shoot(ann.page, '07-home');
  await ann.statusButton.click();
  await ann.page.getByRole('menuitem', { name: 'Logout' }).waitFor();
  await shoot(ann.page, '08-status-menu');
  await ann.page.keyboard.press('Escape');
  await ann.page.keyboard.press('?');
  await ann.page.getByRole('dialog').waitFor();
  await shoot(ann.page, '10-shortcuts');
  await ann.page.keyboard.press('Escape');
  await ann.goes('Voice');
  await shoot(ann.page, '11-voice-no-sound');
  await ann.goes('Desk');
  await shoot(ann.page, '12-desk-empty');
  await ann.goes('Records');
  await shoot(ann.page, '13-records-empty');
  await house.rapport.stop();
  await ann.page
    .getByText(/No connection|Reconnecting/)
    .first()
    .waitFor();
  await shoot(ann.page, '14-no-connection');
}

async function account(house) {
  const ann = await house.agent();
  await ann.page.goto(`${house.rapport.url}/forgot-password`);
  await ann.page.getByLabel('Email').fill(ann.member.email);
  await shoot(ann.page, '70-forgot-password');
  await ann.button('Send the link').click();
  await ann.page.getByText('has an account here').waitFor();
  await shoot(ann.page, '71-forgot-password-sent');
  const outbox = await house.outbox();
  await outbox.open();
  await outbox.page.getByRole('article').first().waitFor();
  await shoot(outbox.page, '72-outbox');
  await outbox.followsLink(ann.member.email);
  await outbox.page.getByLabel('New password', { exact: true }).fill('abcdefghijklmnopqrstuvw12!');
  await outbox.page.getByText('yours has 26').waitFor();
  await shoot(outbox.page, '73-new-password');
  await ann.open();
  await ann.signsInForChats();
  for (const part of ['profile', 'password', 'two-step', 'logins']) {
    await ann.page.goto(`${house.rapport.url}/settings/${part}`);
    await ann.page.getByRole('heading', { level: 1 }).waitFor();
    await shoot(ann.page, `74-settings-${part}`);
  }
  await ann.page.goto(`${house.rapport.url}/settings/two-step`);
  await ann.button('Set up two-step sign-in').click();
  await ann.page.getByLabel('Current password').fill(ann.member.password);
  await ann.button('Continue').click();
  await ann.page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  await shoot(ann.page, '75-two-step-picture');
  await firstDay(house);
}

async function firstDay(house) {
  const ada = await Admin.signsIn(house);
  await ada.makes({ name: 'Eve Holm', email: 'eve@demo.example', roles: ['agent'] });
  const outbox = await house.outbox();
  await outbox.open();
  const password = await outbox.password('eve@demo.example');
  const leo = await house.agent(1);
  await leo.page.getByLabel('Email').fill('eve@demo.example');
  await leo.page.getByLabel('Password', { exact: true }).fill(password);
  await leo.button('Sign in').click();
  await leo.page.getByRole('heading', { name: 'Choose your own password' }).waitFor();
  await shoot(leo.page, '76-first-password');
  await ada.requiresTwoSteps(['agent']);
  const ann = await house.agent();
  await ann.signsIn();
  await ann.page.getByText('Your role needs two-step sign-in.').waitFor();
  await shoot(ann.page, '77-two-step-required');
}

async function firstStart(house) {
  const page = await house.newcomer();
  await page.goto(house.rapport.setUpLink);
  await page.getByLabel('Company').fill('Moss & Stone');
  await shoot(page, '78-set-up');
  await page.goto(`${house.rapport.url}/setup#old`);
  await page.getByRole('alert').waitFor();
  await shoot(page, '79-set-up-link-used');
}

async function rushHour(house) {
  const ann = await house.agent();
  await ann.signsInForChats();
  const viewer = await house.customer('viewer');
  await viewer.startsRushHour();
  await ann.goes('Desk');
  await ann.inbox.getByRole('button').first().waitFor();
  await viewer.page.getByRole('table').scrollIntoViewIfNeeded();
  await shoot(viewer.page, '85-rush-hour');
  await shoot(ann.page, '86-rush-hour-desk');
}

async function maintenance(house) {
  const { ann } = await talking(house);
  const tom = await house.customer('tom');
  await tom.openChat();
  house.rapport.tellToStop();
  await ann.page.getByText(/Maintenance: please finish/).waitFor();
  await shoot(ann.page, '80-maintenance');
  await tom.writes('Is anybody there?');
  await tom.chat.getByText('We restart in a few minutes').waitFor();
  await shoot(tom.page, '81-maintenance-chat');
}

async function settings(house) {
  const ann = await house.agent();
  await ann.signsInForCalls();
  await ann.goes('Settings');
  await shoot(ann.page, '60-settings');
  for (const part of ['devices', 'notifications', 'shortcuts', 'appearance', 'diagnostics']) {
    await ann.page.goto(`${house.rapport.url}/settings/${part}`);
    await ann.page.getByRole('heading', { level: 2 }).first().waitFor();
    if (part === 'diagnostics') {
      await ann.button('Test connection').click();
      await ann.button('Test again').waitFor();
    }
    await shoot(ann.page, `61-settings-${part}`);
  }
  await ann.page.goto(`${house.rapport.url}/nowhere`);
  await ann.page.getByRole('heading', { name: 'This page does not exist' }).waitFor();
  await shoot(ann.page, '62-missing');
  const second = await house.secondTab(ann);
  await second.button('Use here').waitFor();
  await shoot(second.page, '63-second-tab');
}

async function call(house) {
  const ann = await house.agent();
  await ann.signsInForCalls();
  const mia = await house.customer('mia');
  await shoot(mia.page, '20-demo');
  await mia.calls();
  await mia.seesCall('In the queue');
  await shoot(mia.page, '21-demo-queue');
  await ann.prompt.waitFor();
  await shoot(ann.page, '22-ringing');
  await ann.prompt.waitFor();
  await ann.answers();
  await mia.seesCall('Talking');
  await shoot(mia.page, '23-demo-talking');
  await shoot(ann.page, '24-talking');
  await ann.does('Input number');
  await ann.page.keyboard.type('12#');
  await ann.seesSent('12#');
  await shoot(ann.page, '24-keypad');
  await ann.page.keyboard.press('Escape');
  await ann.does('Pause recording');
  await ann.call.getByText('Recording paused').waitFor();
  await shoot(ann.page, '24-talking-unrecorded');
  await ann.does('Resume recording');
  await ann.goes('Voice');
  await shoot(ann.page, '25-voice-talking');
  await ann.does('On Hold');
  await shoot(ann.page, '26-hold');
  await ann.does('Mute');
  await ann.call.getByText(/You are (talking while )?muted/).waitFor();
  await shoot(ann.page, '27-hold-and-mute');
  await ann.does('Unmute');
  await ann.does('Cancel Hold');
  await ann.page.evaluate(() => window.rapportHeadset(false));
  await ann.page.evaluate(haveWeakNetwork);
  await ann.call.getByText('You may be muted').waitFor();
  await ann.call.getByText(/^Weak connection/).waitFor();
  await shoot(ann.page, '27-weak-network-and-dead-microphone');
  await ann.statusButton.click();
  await shoot(ann.page, '28-next-status');
  await ann.page.keyboard.press('Escape');
  await ann.does('End');
  await ann.afterCallWork.waitFor();
  await shoot(ann.page, '29-after-call-work');
  await shoot(mia.page, '30-demo-ended');
  await ann.button('Continue After-Call Work').click();
  await ann.afterCallWork.getByText('no countdown').waitFor();
  await shoot(ann.page, '31-after-call-work-continued');
  await ann.goes('Voice');
  await shoot(ann.page, '32-voice-after');
  await ann.newestRecord();
  await ann.page.getByRole('slider').waitFor();
  await shoot(ann.page, '33-record');
}

async function selfService(house) {
  const { ann, mia } = await talking(house);
  await ann.does('Self-Service');
  await shoot(ann.page, '24-self-service');
  await ann.button('Start Service IVR').click();
  await mia.seesCall('A recorded voice asks');
  for (const key of '47') await mia.presses(key);
  await ann.call.locator('[data-keys="••"]').waitFor();
  await shoot(mia.page, '24-demo-in-flow');
  await shoot(ann.page, '24-in-self-service');
  await ann.call.getByText(/^Finished\./).waitFor({ timeout: 90_000 });
  await shoot(ann.page, '24-self-service-finished');
  await ann.button('Back').click();
  await mia.seesCall('Talking');
  await ann.does('User satisfaction');
  await ann.call.getByText('Survey follows').waitFor();
  await shoot(ann.page, '24-survey-follows');
  await ann.does('End');
  await mia.seesCall('A recorded voice asks');
  await mia.presses('4');
  await mia.seesCallEnded('The call has ended.');
  await ann.newestRecord();
  await shoot(ann.page, '33-record-with-score');
}

async function outbound(house) {
  const ann = await house.agent();
  await ann.signsInForCalls();
  await ann.goes('Voice');
  await shoot(ann.page, '78-voice-idle');
  await ann.button('Outbound Call').click();
  await ann.page.keyboard.type('030 111228');
  await ann.readsNumber('+4930111228', '030 111228', 'Germany');
  await shoot(ann.page, '78-dial-pad');
  await ann.dialPad.getByLabel('Number', { exact: true }).fill('+1 212 555 0100');
  await ann.readsNumber('+12125550100', '+1 212-555-0100', 'United States');
  await ann.page.keyboard.press('Enter');
  await ann.dialPad.getByText('Shop hotline may not call this number.').waitFor();
  await shoot(ann.page, '79-dial-pad-refused');
  await ann.dialPad.getByLabel('Number', { exact: true }).fill('030 111228');
  await ann.page.keyboard.press('Enter');
  await ann.call.getByText('It rings…').waitFor();
  await shoot(ann.page, '79-dialling');
  await ann.does('End');
  await ann.chooses('Offline');
  await ann.button('Outbound Call').click();
  await ann.dialPad.getByLabel('Number', { exact: true }).fill('112');
  await ann.dialPad.getByText('Emergency number.').waitFor();
  await shoot(ann.page, '79-dial-pad-offline');
}

async function internalCall(house) {
  const ann = await house.agent();
  await ann.signsInForCalls();
  const leo = await house.agent(1);
  await leo.signsInForCalls();
  const window = new InternalWindow(ann);
  await window.opens();
  await window.row('Leo Lin').getByText('Available').waitFor();
  await shoot(ann.page, '87-internal-call');
  await leo.chooses('Lunch');
  await window.row('Leo Lin').getByText(/Lunch/).waitFor();
  await shoot(ann.page, '87-internal-call-on-break');
  await leo.chooses('Available');
  await window.callTo('Leo Lin').click();
  await leo.prompt.waitFor();
  await leo.goes('Voice');
  await shoot(leo.page, '88-internal-ringing');
  await leo.answers();
  await ann.does('On Hold');
  await shoot(ann.page, '89-internal-hold');
  await ann.does('End');
  await ann.newestRecord();
  await shoot(ann.page, '89-internal-record');
}

async function menu(house) {
  const leo = await house.agent(1);
  await leo.signsInForCalls();
  const mia = await house.customer('mia');
  await mia.callsWithMenu();
  await mia.seesCall('In the menu');
  await shoot(mia.page, '82-demo-menu');
  await mia.presses('2');
  await leo.prompt.getByText('Workshop', { exact: true }).waitFor();
  await shoot(mia.page, '83-demo-after-the-menu');
  await shoot(leo.page, '83-ringing-after-the-menu');
}

async function voicemail(house) {
  const admin = await Admin.signsIn(house);
  await admin.letsCallersLeaveWords();
  const leo = await house.agent(1);
  await leo.signsInForCalls();
  await leo.goes('Voice');
  await leo.page.getByRole('link', { name: /^Voicemails/ }).click();
  await leo.page.getByText('No voicemails yet').waitFor();
  await shoot(leo.page, '84-voicemails-none');
  const mia = await house.customer('mia');
  await mia.callsWithMenu();
  await mia.seesCall('In the menu');
  await mia.speaksForSeconds(4);
  await mia.hangsUp();
  await mia.speaksForSeconds(2);
  await leo.button('Refresh the voicemails').click();
  const row = leo.page.getByRole('list', { name: 'Voicemails' }).getByRole('listitem');
  await row
    .first()
    .getByRole('button', { name: /^Claim the voicemail of/ })
    .click();
  await row.first().getByText(/^Yours until/).waitFor();
  await shoot(leo.page, '84-voicemails');
}

async function transfer(house) {
  const ada = await Admin.signsIn(house);
  for (const name of ['Eve Holm', 'Ole Friis', 'Mei Tan', 'Ruth Alder', 'Samuel Okonkwo']) {
    const email = `${name.split(' ')[0].toLowerCase()}@demo.example`;
    await ada.makes({ name, email, roles: ['agent'] });
  }
  const { ann } = await talking(house);
  const leo = await house.agent(1);
  await leo.signsInForCalls();
  await ann.does('Transfer');
  await ann.seesTargets('Group');
  await ann.transfer.getByRole('button', { name: 'Members of Shop hotline' }).click();
  await ann.target('Shop hotline').click();
  await shoot(ann.page, '70-transfer-group');
  await ann.transfer.getByRole('tab', { name: 'External Line Transfer' }).click();
  await ann.transfer.getByLabel('Number', { exact: true }).fill('030 111220');
  await ann.transfer.getByText('May be called.').waitFor();
  await shoot(ann.page, '71-transfer-external');
  await ann.transfer.getByRole('tab', { name: 'Internal Transfer' }).click();
  await ann.seesTargets('Agent');
  await ann.asksWhyNot('Eve Holm');
  await shoot(ann.page, '71-transfer-agent-offline');
  await ann.target('Leo Lin').click();
  await shoot(ann.page, '72-transfer-agent');
  await ann.transferButton.click();
  await leo.prompt.waitFor();
  await shoot(leo.page, '73-ringing-transferred');
  await leo.declines();
  await ann.prompt.waitFor();
  await shoot(ann.page, '74-ringing-returned');
}

async function consult(house) {
  const { ann } = await talking(house);
  const leo = await house.agent(1);
  await leo.signsInForCalls();
  await ann.does('Transfer');
  await ann.seesTargets('Agent');
  await ann.target('Leo Lin').click();
  await shoot(ann.page, '75-consult-first');
  await ann.transfer.getByRole('button', { name: 'Consult first' }).click();
  await leo.prompt.waitFor();
  await shoot(ann.page, '75-consult-rings');
  await shoot(leo.page, '75-consult-offer');
  await leo.declines();
  await ann.call.getByText(/declined/).waitFor();
  await shoot(ann.page, '76-consult-declined');
  await ann.consults('Leo Lin');
  await leo.answers();
  await ann.seesParty('colleague', 'talks-with-me');
  await shoot(ann.page, '76-consult-colleague');
  await shoot(leo.page, '76-consulted');
  await ann.does('Swap');
  await ann.seesParty('customer', 'talks-with-me');
  await shoot(ann.page, '76-consult-customer');
  await leo.call.getByText('You hear music.', { exact: false }).waitFor();
  await shoot(leo.page, '76-consulted-left-out');
  await ann.does('Conference');
  await ann.seesParty('customer', 'confers');
  await leo.does('Mute');
  await ann.call.getByRole('img', { name: 'Muted' }).waitFor();
  await shoot(ann.page, '77-conference');
  await shoot(leo.page, '77-conference-muted');
  await ann.goes('Voice');
  await ann.does('Mute');
  await ann.call.getByText(/You are (talking while )?muted/).waitFor();
  await shoot(ann.page, '77-conference-voice-muted');
}

async function consultOutside(house) {
  const { ann } = await talking(house);
  await ann.consultsOutside('030 111228');
  await ann.seesParty('outside', 'rings');
  await shoot(ann.page, '78-outside-rings');
  await ann.does('Cancel consult');
  await ann.consultsOutside('030 111227');
  await ann.call.getByText(/is busy/).waitFor();
  await shoot(ann.page, '78-outside-busy');
  await ann.consultsOutside('030 111220');
  await ann.seesParty('outside', 'talks-with-me');
  await shoot(ann.page, '78-outside-asked');
  await ann.does('Conference');
  await ann.seesParty('outside', 'confers');
  await shoot(ann.page, '78-outside-conference');
}

async function chat(house) {
  const ann = await house.agent();
  await ann.signsInForChats();
  const mia = await house.customer('mia');
  await mia.openChat();
  await shoot(mia.page, '40-widget-welcome');
  await mia.writes(
    'Hello, is the Heron back in stock? I looked at https://shop.example/lamps/heron',
  );
  await ann.newSession.waitFor();
  await mia.seesHead('In the queue');
  await shoot(mia.page, '41-widget-waiting');
  await shoot(ann.page, '42-new-session');
  await ann.newSession.getByRole('button', { name: 'Accept' }).click();
  await ann.goes('Desk');
  await ann.opens('Hello');
  await ann.writes('Hello! It is, since Monday.');
  await ann.writes('In steel and in brass. We ship within ten days.');
  await mia.sees('ten days');
  await mia.writes('Lovely.');
  await ann.sees('Lovely.');
  await ann.composer.fill('Shall I');
  await shoot(ann.page, '43-desk');
  await ann.presses('G');
  await ann.page.getByRole('button', { name: 'thumbs up' }).waitFor();
  await shoot(ann.page, '43-desk-emoji');
  await ann.page.keyboard.press('Escape');
  await ann.row('Lovely.').click({ button: 'right' });
  await ann.page.getByRole('menuitem').first().waitFor();
  await shoot(ann.page, '43-desk-menu');
  await ann.page.keyboard.press('Escape');
  await shoot(mia.page, '44-widget-open');
  await mia.chat.getByRole('button', { name: 'More' }).click();
  await shoot(mia.page, '44-widget-options');
  await mia.chat.getByRole('button', { name: 'More' }).click();
  await mia.page.context().setOffline(true);
  await mia.writes('Written in a tunnel.');
  await mia.chat
    .getByText('Reconnecting')
    .or(mia.chat.getByText('No connection'))
    .first()
    .waitFor();
  await shoot(mia.page, '45-widget-offline');
  await mia.page.context().setOffline(false);
  await ann.sees('Written in a tunnel.');
  await ann.statusButton.click();
  await ann.page.getByRole('menuitem', { name: 'Logout' }).click();
  await ann.page.getByRole('dialog').waitFor();
  await shoot(ann.page, '46-logout-with-sessions');
  await ann.button('Stay').click();
  await ann.endsSession();
  await ann.page.getByText('This session has ended.').waitFor();
  await shoot(ann.page, '47-desk-ended');
  await mia.seesEnd('ended this chat.');
  await shoot(mia.page, '48-widget-ended');
  await ann.goes('Records');
  await ann.page
    .getByRole('link', { name: /^Open the record/ })
    .first()
    .waitFor();
  await shoot(ann.page, '49-records');
  await ann.newestRecord();
  await shoot(ann.page, '50-record-chat');
}

/** This machine's own network would have to be spoilt for everybody. */
function haveWeakNetwork() {
  const stats = RTCPeerConnection.prototype.getStats;
  RTCPeerConnection.prototype.getStats = async function (...of) {
    const report = await stats.apply(this, of);
    const jittery = [...report.values()].map(entry => ({ ...entry, jitter: 0.08 }));
    return { forEach: each => jittery.forEach(each) };
  };
}
