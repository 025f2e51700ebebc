/** A customer at the demo page: writes in the widget, calls from the page. Speaks in the words the page shows. */

import { levels, whyNotHeard } from '../stage/ear.mjs';
import { PATIENCE_MS, until } from '../stage/until.mjs';

export class CustomerPage {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} url
   */
  constructor(page, url) {
    this.page = page;
    this.url = url;
    page.setDefaultTimeout(PATIENCE_MS);
    this.chat = page.frameLocator('rapport-widget iframe');
    this.launcher = page.locator('rapport-widget button.launcher');
    this.call = page.getByRole('region', { name: 'Your call' });
  }

  async open() {
    await this.page.goto(this.url);
    await this.launcher.waitFor();
  }

  async reload() {
    await this.page.reload();
    await this.launcher.waitFor();
  }

  // The rush hour.

  async startsRushHour() {
    await this.page.getByRole('button', { name: 'Start the rush hour' }).click();
    await this.page.getByRole('button', { name: 'Send everybody home' }).waitFor();
  }

  async sendsEverybodyHome() {
    await this.page.getByRole('button', { name: 'Send everybody home' }).click();
  }

  /**
   * Calls and chats that are there.
   *
   * @param {string} place
   */
  async rushCounts(place) {
    const cells = this.page.getByRole('row', { name: place }).getByRole('cell');
    return (await cells.allTextContents()).map(Number);
  }

  // The chat.

  async openChat() {
    await this.page.getByRole('button', { name: 'Chat with us' }).first().click();
    await this.field.waitFor();
  }

  get log() {
    return this.chat.getByRole('log');
  }

  get field() {
    return this.chat.getByRole('textbox', { name: 'Your message' });
  }

  /** @param {string} text */
  async writes(text) {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** @param {string} text */
  message(text) {
    return this.chat.locator('.line').filter({ hasText: text });
  }

  /** @param {string} text */
  async sees(text) {
    await this.message(text).first().waitFor();
  }

  /**
   * How far the customer's own message is.
   *
   * @param {string} text
   * @param {'Sending' | 'Sent'} stage
   */
  async seesTick(text, stage) {
    await this.message(text).getByTitle(stage, { exact: true }).waitFor();
  }

  /** @param {string} words what the chat's head says */
  async seesHead(words) {
    await this.chat.locator('header').getByText(words).waitFor();
  }

  /** @param {string} words why there is no composer any more */
  async seesEnd(words) {
    await this.chat.locator('footer').getByText(words).waitFor();
  }

  /** DK13: chooses a file for the message. @param {{ name: string, mimeType: string, buffer: Buffer }} file */
  async attaches(file) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.chat.getByRole('button', { name: 'Add files' }).click();
    await (await chooser).setFiles(file);
  }

  /** @param {string} name of a file that goes with the message */
  chip(name) {
    return this.chat
      .getByRole('list', { name: 'Files of this message' })
      .getByRole('listitem')
      .filter({ hasText: name });
  }

  /** @param {string} name */
  async removes(name) {
    await this.chat.getByRole('button', { name: `Remove ${name}` }).click();
    await this.chip(name).waitFor({ state: 'detached' });
  }

  /** Ends it as a person does: End chat, and once more where it is asked again. */
  async endsChat() {
    await this.chat.locator('header').getByRole('button', { name: 'End chat' }).click();
    await this.chat
      .getByRole('region', { name: 'End this chat?' })
      .getByRole('button', { name: 'End chat' })
      .click();
  }

  // The call.

  async calls() {
    await this.#begins('Call us');
  }

  /** VC41. */
  async callsWithMenu() {
    await this.#begins('Call with a menu');
  }

  /** @param {string} words the button's */
  async #begins(words) {
    await this.page.getByRole('button', { name: words }).first().click();
    const allow = this.page.getByRole('button', { name: 'Allow and call' });
    // Where the microphone is allowed already, nothing is explained first.
    await this.call.or(allow).first().waitFor();
    if (await allow.isVisible()) await allow.click();
  }

  /** @param {string} key */
  async presses(key) {
    await this.call.getByRole('button', { name: key, exact: true }).click();
  }

  /** @param {'Connecting…' | 'Picked up' | 'In the menu' | 'In the queue' | 'Talking' | 'On hold'} state */
  async seesCall(state) {
    await this.call.getByText(state, { exact: true }).waitFor();
  }

  /** Their microphone gives a tone all the time. @param {number} count */
  speaksForSeconds(count) {
    return this.page.waitForTimeout(count * 1000);
  }

  async hangsUp() {
    await this.call.getByRole('button', { name: 'Hang up' }).click();
  }

  /** @param {string} words */
  async seesCallEnded(words) {
    await this.page.getByText(words).waitFor();
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
