/** The demo's outbox: the mails that would have been sent, as anybody may read them. */

import { PATIENCE_MS } from '../stage/until.mjs';

export class OutboxPage {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} url
   */
  constructor(page, url) {
    this.page = page;
    this.url = url;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  async open() {
    await this.page.goto(`${this.url}/outbox`);
  }

  /** The newest mail to that address with such words in it. @param {string} address @param {RegExp} words */
  letter(address, words) {
    const letters = this.page.getByRole('article').filter({ hasText: `To ${address}` });
    return letters.filter({ hasText: words }).first();
  }

  /** @param {string} address @returns {Promise<string>} */
  async password(address) {
    const letter = this.letter(address, /Password: /);
    const [, password] = /^Password: (.+)$/m.exec(await letter.innerText()) ?? [];
    if (!password) throw new Error(`no password in the mail to ${address}`);
    return password;
  }

  /** @param {string} address @returns {Promise<string>} */
  async link(address) {
    const link = this.letter(address, /\/reset#/).getByRole('link', { name: /\/reset#/ });
    return (await link.getAttribute('href')) ?? '';
  }

  /** Follows the link of the mail in this page. @param {string} address */
  async followsLink(address) {
    await this.page.goto(await this.link(address));
  }
}
