/** U14: at 320 pixels, which is 400 % zoom of a common screen, nothing is cut off and nothing scrolls sideways. */

import { chatsWith } from '../pages/chatting.mjs';
import { InternalWindow } from '../pages/internal-window.mjs';
import { play } from '../stage/play.mjs';

const NARROW = { viewport: { width: 320, height: 640 } };

export const plays = [
  play('u14_a_call_fits_into_320_pixels', { acw: 60, recording: 'on' }, async house => {
    const ann = await house.agent(0, NARROW);
    await fits('login', ann.page);
    await ann.signsIn();
    await ann.page.getByText('We can hear you.').waitFor();
    await fits('get ready', ann.page);
    await ann.button(/^(Online|Done)$/).click();
    await ann.seesStatus('Available');
    await ann.seesSound();
    await fits('home', ann.page);
    const mia = await house.customer('mia', NARROW);
    await fits('demo page', mia.page);
    await mia.calls();
    await ann.prompt.waitFor();
    await fits('ringing', ann.page);
    await fits('demo page in a call', mia.page);
    await ann.answers();
    await ann.talksForTwoSeconds();
    await fits('talking', ann.page);
    await ann.does('Input number');
    await ann.page.keyboard.type('12#');
    await ann.seesSent('12#');
    await fits('keypad', ann.page);
    await ann.page.keyboard.press('Escape');
    await ann.call.getByRole('button', { name: 'More', exact: true }).click();
    await ann.page.getByRole('menuitem', { name: 'Pause recording' }).waitFor();
    await fits('more', ann.page);
    await ann.page.keyboard.press('Escape');
    await ann.does('Pause recording');
    await ann.call.getByText('Recording paused').waitFor();
    await ann.does('On Hold');
    await ann.does('Mute');
    await ann.call.getByText(/You are (talking while )?muted/).waitFor();
    await fits('on hold, muted, and not recorded', ann.page);
    await ann.does('End');
    await ann.afterCallWork.waitFor();
    await fits('after-call work', ann.page);
    await ann.goes('Records');
    await ann.button('Filters').click();
    await ann.page.getByLabel('Result').waitFor();
    await fits('filters', ann.page);
    await ann.newestRecord();
    await ann.page.getByRole('slider').waitFor();
    await fits('record', ann.page);
  }),

  play('u14_a_transfer_fits_into_320_pixels', { recording: 'on' }, async house => {
    const ann = await house.agent(0, NARROW);
    await ann.signsInForCalls();
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.answers();
    await ann.does('Transfer');
    await ann.seesTargets('Group');
    await ann.transfer.getByRole('button', { name: 'Members of Shop hotline' }).click();
    await ann.target('Shop hotline').click();
    await fits('transfer to a group', ann.page);
    await ann.seesTargets('Agent');
    await ann.asksWhyNot('Leo Lin');
    await fits('transfer to an agent', ann.page);
    await seesWhole(ann.transfer, ann.transferButton);
    await ann.page.keyboard.press('Escape');
    await ann.transfer.waitFor({ state: 'detached' });
    const leo = await house.agent(1, NARROW);
    await leo.signsInForCalls();
    await ann.consults('Leo Lin');
    await leo.prompt.waitFor();
    await fits('ringing for a colleague', ann.page);
    await fits('being asked', leo.page);
    await leo.answers();
    await ann.seesParty('colleague', 'talks-with-me');
    await fits('asking', ann.page);
    await fits('asked', leo.page);
    await ann.does('Cancel consult');
    await leo.seesStatus('Available');
    await ann.transfers('Agent', 'Leo Lin');
    await leo.prompt.getByText('Transferred by Ann Berg', { exact: true }).waitFor();
    await fits('ringing for a call that was handed over', leo.page);
  }),

  play('u14_a_call_out_fits_into_320_pixels', {}, async house => {
    const ann = await house.agent(0, NARROW);
    await ann.signsInForCalls();
    await ann.goes('Voice');
    await fits('voice', ann.page);
    await ann.button('Outbound Call').click();
    await ann.page.keyboard.type('030 111228');
    await ann.readsNumber('+4930111228', '030 111228', 'Germany');
    await fits('dial pad', ann.page);
    const call = ann.dialPad.getByRole('button', { name: 'Call', exact: true });
    await seesWhole(ann.dialPad, call);
    await call.click();
    await ann.call.getByText('It rings…').waitFor();
    await fits('dialling', ann.page);
  }),

  play('u14_an_internal_call_fits_into_320_pixels', {}, async house => {
    const ann = await house.agent(0, NARROW);
    await ann.signsInForCalls();
    const leo = await house.agent(1, NARROW);
    await leo.signsInForCalls();
    const window = new InternalWindow(ann);
    await window.opens();
    await window.row('Leo Lin').waitFor();
    await fits('internal call', ann.page);
    await window.callTo('Leo Lin').click();
    await leo.prompt.waitFor();
    await fits('calling a colleague', ann.page);
    await fits('called by a colleague', leo.page);
    await leo.answers();
    await ann.does('On Hold');
    await ann.call.getByText('Leo Lin hears music.', { exact: false }).waitFor();
    await fits('a colleague on hold', ann.page);
    await window.opens();
    await fits('internal call in a call', ann.page);
    // What is in the bar lies over the window.
    await ann.does('Cancel Hold');
    await ann.does('End');
    await leo.call.waitFor({ state: 'detached' });
  }),

  play('u14_a_chat_fits_into_320_pixels', {}, async house => {
    const ann = await house.agent(0, NARROW);
    await ann.signsInForChats();
    await ann.goes('Desk');
    await fits('desk', ann.page);
    const mia = await house.customer('mia', NARROW);
    await chatsWith(ann, mia);
    await mia.writes(`https://shop.example/${'lamps/'.repeat(20)}`);
    await ann.message(/lamps/).waitFor();
    await fits('session', ann.page);
    await ann.presses('G');
    await ann.page.getByRole('button', { name: 'thumbs up' }).waitFor();
    await fits('emoji', ann.page);
    await ann.page.keyboard.press('Escape');
    await ann.page.getByRole('dialog').waitFor({ state: 'detached' });
    await ann.button('Back to list').click();
    await ann.inbox.getByRole('button', { name: 'More for this session' }).click();
    await ann.page.getByRole('menuitem').first().waitFor();
    await fits('menu of a session', ann.page);
    await fits('widget', mia.page);
    await mia.chat.getByRole('button', { name: 'More' }).click();
    await mia.chat.getByRole('button', { name: 'Save as text' }).waitFor();
    await fits('options of the widget', mia.page);
  }),

  play('u14_the_settings_fit_into_320_pixels', {}, async house => {
    const ann = await house.agent(0, NARROW);
    await ann.signsInForChats();
    await ann.goes('Settings');
    await fits('settings', ann.page);
    const parts = ann.page.getByRole('navigation', { name: 'Parts of the settings' });
    const links = parts.getByRole('link');
    const names = await links.allInnerTexts();
    for (const name of names) {
      await parts.getByRole('link', { name, exact: true }).click();
      await ann.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await fits(name, ann.page);
      await ann.page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
      await links.first().waitFor();
    }
    const menu = await ann.opensStatusMenu();
    await fits('status menu', ann.page);
    for (const [name, choice] of [
      ['Language', 'English'],
      ['Theme', 'Dark'],
    ]) {
      await menu.getByRole('menuitem', { name, exact: true }).press('ArrowRight');
      await ann.page.getByRole('menuitemradio', { name: choice, exact: true }).waitFor();
      await fits(`${name} menu`, ann.page);
    }
  }),
];

/**
 * The button can be brought into sight, and nothing of the dialog stands beyond the edge of the screen.
 *
 * @param {import('playwright-core').Locator} dialog
 * @param {import('playwright-core').Locator} button
 */
async function seesWhole(dialog, button) {
  await button.scrollIntoViewIfNeeded();
  const [box, place] = await Promise.all([dialog.boundingBox(), button.boundingBox()]);
  const inside = box && place && place.y >= box.y && place.y + place.height <= box.y + box.height;
  const { width, height } = NARROW.viewport;
  const fit =
    box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
  if (!inside || !fit)
    throw new Error(
      `the dialog is at ${JSON.stringify(box)}, its button at ${JSON.stringify(place)}`,
    );
}

/** @param {string} screen @param {import('playwright-core').Page} page */
async function fits(screen, page) {
  for (const frame of page.frames()) {
    const outside = await frame.evaluate(() => {
      const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
      // A menu scrolls in itself; what floats over the page must not stand beyond its lower edge.
      const FLOATS = '[role=menu], dialog[open], [role=dialog]';
      const MEASURED = `button, a, input, textarea, select, [role^=menuitem], ${FLOATS}`;
      const controls = [...document.querySelectorAll(MEASURED)];
      const cut = controls.filter(control => {
        const { left, right, top, bottom, width } = control.getBoundingClientRect();
        if (!control.checkVisibility() || width <= 1) return false;
        const floats = control.matches(FLOATS) && (top < -1 || bottom > clientHeight + 1);
        return floats || left < -1 || right > clientWidth + 1;
      });
      const names = cut.map(({ ariaLabel, innerText }) => ariaLabel ?? innerText);
      return scrollWidth > clientWidth ? [`${scrollWidth} pixels wide`, ...names] : names;
    });
    if (outside.length > 0) throw new Error(`${screen}: ${outside.join(', ')}`);
  }
}
