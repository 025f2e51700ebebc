/** An agent at the Workspace: signs in, answers, writes. Speaks in the words the screen shows. */

import { levels, whyNotHeard } from '../stage/ear.mjs';
import { PATIENCE_MS, until } from '../stage/until.mjs';

export class AgentPage {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} url
   * @param {import('../stage/rapport.mjs').DemoMember} member
   */
  constructor(page, url, member) {
    this.page = page;
    this.url = url;
    this.member = member;
    page.setDefaultTimeout(PATIENCE_MS);
    this.statusButton = page.getByRole('button', { name: /^Status and account/ });
    this.prompt = page.getByRole('region', { name: 'Incoming call' });
    this.call = page.getByRole('region', { name: 'Call', exact: true });
    this.afterCallWork = page.getByRole('region', { name: 'After-call work' });
    this.newSession = page.getByRole('region', { name: 'New session' });
    this.inbox = page.getByRole('region', { name: 'Sessions' });
    this.composer = page.getByRole('textbox', { name: /^Write to/ });
    this.log = page.getByRole('log');
  }

  async open() {
    await this.page.goto(`${this.url}/login`);
  }

  async reload() {
    await this.page.reload();
    await this.statusButton.waitFor();
  }

  async signsIn() {
    await this.page.getByLabel('E-mail').fill(this.member.email);
    await this.page.getByLabel('Password', { exact: true }).fill(this.member.password);
    await this.button('Sign in').click();
  }

  /** AC07: the way past the microphone. */
  async signsInForChats() {
    await this.signsIn();
    await this.button('Skip: chat only').click();
    await this.seesStatus('Available');
  }

  /** AC06: all steps that a first login asks for, then Online. */
  async signsInForCalls() {
    await this.signsIn();
    await this.button('Allow microphone').click();
    await this.page.getByText('We can hear you.').waitFor();
    await this.button(/^(Online|Done)$/).click();
    await this.seesStatus('Available');
    await this.seesSound();
  }

  /** The server has the browser's sound: nothing in the top bar says otherwise. */
  async seesSound() {
    await this.goes('Voice');
    await this.page.getByText('The next call of your groups rings here.').waitFor();
    await this.goes('Home');
  }

  /**
   * @param {string | RegExp} name
   */
  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** @param {'Home' | 'Voice' | 'Desk' | 'Records'} place */
  async goes(place) {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
  }

  /** @param {string} status */
  async seesStatus(status) {
    return until(`the status is ${status}`, async () => {
      const words = (await this.statusButton.textContent()) ?? '';
      return words.includes(`Status and account: ${status}`) ? undefined : `it says “${words}”`;
    });
  }

  // The Desk.

  /** @param {string} text the last words in it */
  row(text) {
    return this.inbox.getByRole('button').filter({ hasText: text });
  }

  /** @param {string} text */
  async opens(text) {
    await this.row(text).click();
    await this.composer.waitFor();
  }

  /** @param {string} text */
  async writes(text) {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** @param {string} text */
  message(text) {
    return this.log.getByText(text, { exact: true });
  }

  /** @param {string} text */
  async sees(text) {
    await this.message(text).first().waitFor();
  }

  /** My last messages have come this far. @param {'Sending' | 'Sent'} stage */
  async seesTick(stage) {
    await this.log.getByTitle(stage, { exact: true }).last().waitFor();
  }

  async endsSession() {
    await this.button('End Chat Session').click();
    await this.button('Click again to end').click();
  }

  // The call.

  async answers() {
    await this.prompt.getByRole('button', { name: 'Answer' }).click();
  }

  /** @param {string} act a button of the call bar */
  async does(act) {
    await this.call.getByRole('button', { name: act, exact: true }).click();
  }

  /** Ctrl+Alt and a letter. @param {string} letter */
  async presses(letter) {
    await this.page.keyboard.press(`Control+Alt+Key${letter}`);
  }

  /**
   * Hears all tones of the first list and none of the second.
   *
   * @param {string} what
   * @param {number[]} wanted
   * @param {number[]} unwanted
   */
  async hears(what, wanted, unwanted) {
    return until(what, () => whyNotHeard(this.page, wanted, unwanted));
  }

  levels(ms) {
    return levels(this.page, ms);
  }
}
