/** Everything one play has: its server, the people at their browsers, and what is kept when it fails. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentPage } from '../pages/agent-page.mjs';
import { CustomerPage } from '../pages/customer-page.mjs';
import { OutboxPage } from '../pages/outbox-page.mjs';
import { keepDiary } from './diary.mjs';
import { growEar, rawMicrophone } from './ear.mjs';
import { Rapport } from './rapport.mjs';
import { SipPhone } from './sip-phone.mjs';
import { targetFolder } from './target-folder.mjs';
import { Telephone } from './telephone.mjs';

export class House {
  #chromium;
  #flags;
  #folder;
  /** @type {{ name: string, page: import('playwright-core').Page, log: string[] }[]} */
  #seats = [];
  /** @type {{ stop: () => void }[]} */
  #telephones = [];
  /** @type {string[]} */
  #notes = [];
  /** @type {Rapport} */
  rapport;

  /**
   * @param {import('./chromium.mjs').Chromium} chromium
   * @param {import('./play.mjs').Play} play
   */
  constructor(chromium, { name, flags }) {
    this.#chromium = chromium;
    this.#flags = flags;
    this.#folder = join(targetFolder(), 'e2e', name);
    mkdirSync(this.#folder, { recursive: true });
  }

  async open() {
    this.rapport = await Rapport.start(this.#flags, join(this.#folder, 'server.log'));
  }

  /**
   * A member's browser at the sign-in page. 0 = Ann, 1 = Leo, 2 = Ada, who is an admin.
   *
   * @param {number} [which]
   * @param {import('playwright-core').BrowserContextOptions} [options]
   * @param {import('./chromium.mjs').Side} [side]
   */
  async agent(which = 0, options = {}, side = 'agents') {
    const member = this.rapport.guide.members[which];
    const page = await this.#seat(member.email.split('@')[0], side, options);
    const agent = new AgentPage(page, this.rapport.url, member);
    await agent.open();
    return agent;
  }

  /**
   * A member's browser without ear and diary, for what is timed or counted in the page. It is at no page yet.
   *
   * @param {number} [which]
   */
  async undisturbed(which = 0) {
    const member = this.rapport.guide.members[which];
    const page = await this.#sit(member.email.split('@')[0], await this.#chromium.context('agents'));
    return new AgentPage(page, this.rapport.url, member);
  }

  /**
   * A customer's browser at the demo page.
   *
   * @param {string} [name]
   * @param {import('playwright-core').BrowserContextOptions} [options]
   * @param {import('./chromium.mjs').Side} [side]
   */
  async customer(name = 'customer', options = {}, side = 'customers') {
    const page = await this.#seat(name, side, options);
    const customer = new CustomerPage(page, this.rapport.guide.demo_page);
    await customer.open();
    return customer;
  }

  /**
   * A telephone that dials the hotline.
   *
   * @param {'pcmu' | 'pcma' | 'g722' | 'opus'} codec
   */
  telephone(codec) {
    const telephone = new Telephone(this.rapport.guide, codec);
    this.#telephones.push(telephone);
    return telephone;
  }

  /** VC31: plugs one in. @param {Parameters<typeof SipPhone.plugIn>[1]} account as the admin was told it */
  async sipPhone(account) {
    const phone = await SipPhone.plugIn(join(this.#folder, account.username), account);
    this.#telephones.push({ stop: () => phone.unplug() });
    return phone;
  }

  /** Somebody's browser at the demo's outbox. */
  async outbox() {
    const page = await this.#seat('outbox', 'agents', {});
    return new OutboxPage(page, this.rapport.url);
  }

  /** The browser of somebody who is nobody here yet, with nothing open. */
  async newcomer() {
    return this.#seat('newcomer', 'agents', {});
  }

  /**
   * The same agent at another computer, not signed in there yet.
   *
   * @param {AgentPage} agent
   */
  async secondComputer({ member }) {
    const page = await this.#seat(`${member.email.split('@')[0]}-elsewhere`, 'agents', {});
    const agent = new AgentPage(page, this.rapport.url, member);
    await agent.open();
    return agent;
  }

  /**
   * The same agent in one more tab of the same browser.
   *
   * @param {AgentPage} agent
   */
  async secondTab({ page, member }) {
    const second = await this.#sit(`${member.email.split('@')[0]}-2`, page.context());
    const tab = new AgentPage(second, this.rapport.url, member);
    await second.goto(this.rapport.url);
    await tab.statusButton.waitFor();
    return tab;
  }

  /**
   * The same customer in one more tab of the same browser.
   *
   * @param {CustomerPage} customer
   */
  async customerTab({ page, url }) {
    const tab = new CustomerPage(await this.#sit('customer-2', page.context()), url);
    await tab.open();
    return tab;
  }

  /** Something measured, to be said beside the play's name. */
  note(text) {
    this.#notes.push(text);
  }

  get notes() {
    return this.#notes;
  }

  /** What a page threw is a defect, whatever else was seen. */
  get faults() {
    return this.#seats.flatMap(({ name, log }) =>
      log.filter(line => line.startsWith('uncaught')).map(line => `${name}: ${line}`),
    );
  }

  /** Pictures and logs of a play that failed. */
  async keep() {
    for (const { name, page, log } of this.#seats) {
      writeFileSync(join(this.#folder, `${name}.log`), `${log.join('\n')}\n`);
      // A page that hangs must not hang the run.
      await page
        .screenshot({ path: join(this.#folder, `${name}.png`), timeout: 5_000 })
        .catch(() => {});
    }
    return this.#folder;
  }

  async close() {
    for (const telephone of this.#telephones) telephone.stop();
    const contexts = new Set(this.#seats.map(({ page }) => page.context()));
    for (const context of contexts) await context.close();
    await this.rapport?.stop();
  }

  async #seat(name, side, options) {
    const context = await this.#chromium.context(side, options);
    await context.addInitScript(growEar);
    await context.addInitScript(rawMicrophone);
    await context.addInitScript(keepDiary);
    return this.#sit(name, context);
  }

  async #sit(name, context) {
    const page = await context.newPage();
    const log = [];
    page.on('console', message => log.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => log.push(`uncaught: ${error.stack ?? error.message}`));
    this.#seats.push({ name, page, log });
    return page;
  }
}
