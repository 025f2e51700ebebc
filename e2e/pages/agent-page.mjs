/** An agent at the Workspace: signs in, answers, writes. Speaks in the words the screen shows. */

import { diary } from '../stage/diary.mjs';
import { levels, whyNotHeard } from '../stage/ear.mjs';
import { PATIENCE_MS, until } from '../stage/until.mjs';

/** More than any screen has stops. */
const TABS_MAX = 80;

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
    this.transfer = page.getByRole('dialog', { name: 'Transfer' });
    this.keypad = page.getByRole('group', { name: 'Input number' });
    this.dialPad = page.getByRole('dialog', { name: 'Outbound Call' });
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
    await this.page.getByLabel('Email').fill(this.member.email);
    await this.page.getByLabel('Password', { exact: true }).fill(this.member.password);
    await this.button('Sign in').click();
  }

  /** @param {string} keys what the pad says that it has sent */
  async seesSent(keys) {
    await this.keypad.locator(`[data-sent="${keys}"]`).waitFor();
  }

  /**
   * What the dial pad makes of what stands in it.
   *
   * @param {string} number as its tooltip has it
   * @param {string} written
   * @param {string} country
   */
  async readsNumber(number, written, country) {
    await this.dialPad.getByTitle(number, { exact: true }).filter({ hasText: written }).waitFor();
    await this.dialPad.getByText(`· ${country}`).waitFor();
  }

  // By key alone.

  /**
   * Goes on by Tab until something of that name has the focus.
   *
   * @param {import('playwright-core').Locator} target
   */
  async tabsTo(target) {
    await target.waitFor();
    for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
      if (await target.evaluate(element => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${target} cannot be reached by Tab`);
  }

  /** @param {import('playwright-core').Locator} target */
  async pressesEnterOn(target) {
    await this.tabsTo(target);
    await this.page.keyboard.press('Enter');
  }

  async signsInByKey() {
    await this.tabsTo(this.page.getByLabel('Email'));
    await this.page.keyboard.type(this.member.email);
    await this.tabsTo(this.page.getByLabel('Password', { exact: true }));
    await this.page.keyboard.type(this.member.password);
    await this.page.keyboard.press('Enter');
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
    // The stage's browser has said yes beforehand, so the page need not wait for a click to ask it.
    await this.page.getByText('We can hear you.').waitFor();
    await this.button(/^(Online|Done)$/).click();
    await this.seesStatus('Available');
    await this.seesSound();
  }

  /** The server has this browser's sound: it says so, or a call rings already. */
  async seesSound() {
    await this.goes('Voice');
    const ready = this.page.getByText('The next call of your groups rings here.');
    await this.prompt.or(ready).first().waitFor();
    await this.goes('Home');
  }

  /**
   * @param {string | RegExp} name
   */
  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** @param {'Home' | 'Voice' | 'Desk' | 'Records' | 'Settings'} place */
  async goes(place) {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: place })
      .click();
  }

  /**
   * @param {string} status
   * @param {number} [since] it is enough that it was so at some time since then
   */
  async seesStatus(status, since) {
    await this.#seesWords(`Status and account: ${status}`, since);
  }

  /**
   * After-call work, which ends by itself: what it said is asked of the diary, so that nobody need look in time. It
   * counted down from that many seconds at most.
   *
   * @param {number} most
   * @param {string} [next] the status it leads to
   */
  async passesThroughWork(most, next = 'Available') {
    await until('the after-call work has counted down', async () => {
      const entries = await diary(this.page);
      const told = what => entries.filter(entry => entry.what === what).map(({ text }) => text);
      const worked = told('status').some(words => words.includes(': After-call-work'));
      if (!worked) return 'there was no such status';
      const counts = told('after-call-work').map(words => {
        const [, leadsTo, seconds] = /^(.*) in 0:(\d\d)$/.exec(words) ?? [];
        return leadsTo === next ? Number(seconds) : Number.NaN;
      });
      // U07: a second more where the clocks of server and browser are not quite one.
      const [first = Number.NaN] = counts;
      if (!(first > 0 && first <= most + 1)) return `it said ${told('after-call-work')}`;
      return counts.at(-1) < first ? undefined : `it has said ${first} only`;
    });
  }

  /**
   * ST12: the digits are there, never more than the whole time, and they fall.
   *
   * @param {import('playwright-core').Locator} region
   * @param {number} most seconds
   */
  async seesCountdown(region, most) {
    const first = await this.secondsLeft(region);
    // U07: a second more where the clocks of server and browser are not quite one.
    if (!(first > 0 && first <= most + 1))
      throw new Error(`a countdown of ${first}, ${most} at most`);
    await until('the countdown falls', async () => {
      const now = await this.secondsLeft(region);
      return now < first ? undefined : `it shows ${now}`;
    });
  }

  /** @param {import('playwright-core').Locator} region */
  async secondsLeft(region) {
    return Number(await region.getByText(/^\d+$/).innerText());
  }

  /**
   * ST05.
   *
   * @param {string} status
   * @param {number} [since]
   */
  async seesNextStatus(status, since) {
    await this.#seesWords(`Next: ${status}`, since);
  }

  /** What the status button says, or has said since then: some statuses pass by themselves. */
  async #seesWords(wanted, since) {
    await until(`the status button says “${wanted}”`, async () => {
      const words = (await this.statusButton.textContent()) ?? '';
      if (words.includes(wanted)) return undefined;
      const entries = since === undefined ? [] : await diary(this.page);
      const passed = entries.some(
        ({ at, what, text }) => what === 'status' && at >= since && text.includes(wanted),
      );
      return passed ? undefined : `it says “${words}”`;
    });
  }

  async seesNoNextStatus() {
    await until('there is no next status', async () => {
      const words = (await this.statusButton.textContent()) ?? '';
      return words.includes('Next:') ? `it says “${words}”` : undefined;
    });
  }

  /** What the server keeps of ended contacts, newest first, as this page would get it. */
  records() {
    return this.page.evaluate(async () => {
      const { records } = await (await fetch('/api/v1/records')).json();
      return records;
    });
  }

  /** The newest record, opened from the list: its drawer, and what its timeline tells without the times. */
  async newestRecord() {
    await this.goes('Records');
    await this.page
      .getByRole('link', { name: /^Open the record/ })
      .first()
      .click();
    const drawer = this.page.getByRole('complementary', { name: 'Service Record' });
    const heading = this.page.getByRole('heading', { name: 'Timeline' });
    const steps = drawer.locator('section').filter({ has: heading }).getByRole('listitem');
    await steps.first().waitFor();
    const timeline = (await steps.allInnerTexts()).map(step => step.split('\n')[0]);
    return { drawer, timeline };
  }

  async opensStatusMenu() {
    await this.statusButton.click();
    const menu = this.page.getByRole('menu');
    await menu.getByRole('menuitemradio').first().waitFor();
    return menu;
  }

  /** Closed is when the button has the focus again: a click before that would close what it opens. */
  async closesStatusMenu() {
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('menu').waitFor({ state: 'detached' });
    await until('the focus is back on the status button', async () => {
      const focused = await this.statusButton.evaluate(button => button === document.activeElement);
      return focused ? undefined : 'it is elsewhere';
    });
  }

  /** What the status menu offers. @param {string} choice */
  async chooses(choice) {
    await this.statusButton.click();
    await this.page.getByRole('menuitemradio', { name: choice }).click();
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

  /** DK13: chooses a file for the message. @param {{ name: string, mimeType: string, buffer: Buffer }} file */
  async attaches(file) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Attach files').click();
    await (await chooser).setFiles(file);
  }

  /** @param {string} name of a file that goes with the message */
  chip(name) {
    return this.page
      .getByRole('list', { name: 'Files of this message' })
      .getByRole('listitem')
      .filter({ hasText: name });
  }

  /** @param {string} name */
  async removes(name) {
    await this.button(`Remove ${name}`).click();
    await this.chip(name).waitFor({ state: 'detached' });
  }

  async endsSession() {
    await this.button('End Chat Session').click();
    await this.button('Click again to end').click();
  }

  // The call.

  async answers() {
    await this.prompt.getByRole('button', { name: 'Answer' }).click();
  }

  /** Whatever is offered, a call or a session. */
  async accepts() {
    await this.#offered(/^(Answer|Accept)$/).click();
  }

  async declines() {
    await this.#offered('Decline').click();
  }

  #offered(name) {
    return this.prompt.or(this.newSession).getByRole('button', { name, exact: true });
  }

  /** ST06: a call of less than a second has no after-call work. */
  async talksForTwoSeconds() {
    await this.talksForSeconds(2);
  }

  /** @param {number} count as the call bar counts them from the call's beginning */
  async talksForSeconds(count) {
    await until(`the call bar has counted ${count} seconds`, async () => {
      const seconds = await this.#secondsInCall();
      return seconds < count ? `it shows ${seconds}` : undefined;
    });
  }

  /** @param {number} count from now on */
  async talksOnForSeconds(count) {
    await this.talksForSeconds((await this.#secondsInCall()) + count);
  }

  async #secondsInCall() {
    const label = this.call.getByText(/^\s*Time in call/);
    const [, minutes, seconds] = /(\d+):(\d\d)/.exec(await label.locator('..').innerText());
    return 60 * Number(minutes) + Number(seconds);
  }

  /** @param {string} act a button of the call bar, or what stands under More there in a narrow window */
  async does(act) {
    const button = this.call.getByRole('button', { name: act, exact: true });
    const more = this.call.getByRole('button', { name: 'More', exact: true });
    await button.or(more).first().waitFor();
    if ((await button.count()) === 0) {
      await more.click();
      await this.page.getByRole('menuitem', { name: act, exact: true }).click();
    } else await button.click();
  }

  /**
   * The rows of this tab of the transfer dialog, which is open.
   *
   * @param {'Group' | 'Agent' | 'SIP phone'} kind
   */
  async seesTargets(kind) {
    await this.transfer.getByRole('tab', { name: kind }).click();
    await this.target().first().waitFor();
  }

  /** @param {string} [name] of a row; any row without one */
  target(name) {
    return this.transfer.getByRole('radio', { ...(name && { name, exact: true }) });
  }

  /** @param {RegExp} facts what stands below a name: a status and its time */
  async seesAmongTargets(facts) {
    await this.transfer.getByRole('radiogroup').getByText(facts).first().waitFor();
  }

  /** Looks at a row that is shown as one to whom nothing can be given now, as a person may. @param {string} name */
  async asksWhyNot(name) {
    // Of what is disabled, a click is withheld else.
    await this.target(name).click({ force: true });
  }

  /** W13: the other way in the dialog, to a number. */
  async opensExternalLine() {
    await this.does('Transfer');
    await this.transfer.getByRole('tab', { name: 'External Line Transfer' }).click();
  }

  get transferButton() {
    return this.transfer.getByRole('button', { name: 'Transfer', exact: true });
  }

  /**
   * Hands the call over. Waits until the row can be chosen.
   *
   * @param {'Group' | 'Agent' | 'SIP phone'} kind
   * @param {string} name
   */
  async transfers(kind, name) {
    await this.does('Transfer');
    await this.seesTargets(kind);
    await this.target(name).click();
    await this.transferButton.click();
    await this.transfer.waitFor({ state: 'detached' });
  }

  /**
   * VC15: a colleague is asked while the customer hears music.
   *
   * @param {string} name
   */
  async consults(name) {
    await this.does('Transfer');
    await this.seesTargets('Agent');
    await this.seesAmongTargets(/^(Available|Busy)\d/);
    await this.target(name).click();
    await this.transfer.getByRole('button', { name: 'Consult first' }).click();
    await this.transfer.waitFor({ state: 'detached' });
  }

  /**
   * VC15: somebody outside is asked while the customer hears music.
   *
   * @param {string} number
   */
  async consultsOutside(number) {
    await this.opensExternalLine();
    await this.transfer.getByLabel('Number', { exact: true }).fill(number);
    await this.transfer.getByText('May be called.').waitFor();
    await this.transfer.getByRole('button', { name: 'Consult first' }).click();
    await this.transfer.waitFor({ state: 'detached' });
  }

  /**
   * What one of the other two of a consult does, as the bar shows it.
   *
   * @param {'customer' | 'colleague' | 'outside' | 'phone'} role
   * @param {string} does
   */
  async seesParty(role, does) {
    await this.call.locator(`[data-party="${role}"][data-does="${does}"]`).waitFor();
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
