/** What an administrator does over the API, signed in as a browser is. */

/** Ada, of the demo. */
const ADMIN = 2;

export class Admin {
  #page;

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** @param {import('./house.mjs').House} house */
  static async signsIn(house) {
    const ada = await house.agent(ADMIN);
    await ada.signsIn();
    await ada.button('Skip: chat only').waitFor();
    return new Admin(ada.page);
  }

  /** @param {{ name: string, email: string, roles: string[] }} member */
  async makes(member) {
    await this.#asks('POST', '/api/v1/members', member);
  }

  /** From then on nothing of any queue comes to this member. @param {string} name */
  async takesFromEveryGroup(name) {
    const { members } = await this.#asks('GET', '/api/v1/members');
    const { id, email, nickname, roles, language, sessions_max } = members.find(
      member => member.name === name,
    );
    const form = { name, email, nickname, roles, language, sessions_max, groups: [] };
    await this.#asks('PUT', `/api/v1/members/${id}`, form);
  }

  /** What customers call a member. @param {string} name @param {string} nickname */
  async nicknames(name, nickname) {
    const { members } = await this.#asks('GET', '/api/v1/members');
    const { id, email, roles, language, sessions_max, groups } = members.find(
      member => member.name === name,
    );
    const form = { name, email, nickname, roles, language, sessions_max, groups };
    await this.#asks('PUT', `/api/v1/members/${id}`, form);
  }

  /** DK13: for everybody. @param {{ shortcut: string, title: string, body: string }} reply */
  async wordsReply(reply) {
    await this.#asks('PUT', `/api/v1/canned-replies/${crypto.randomUUID()}`, reply);
  }

  /** AC11. @param {string[]} roles */
  async requiresTwoSteps(roles) {
    const settings = { password_policy: 'classic', totp_required: roles };
    await this.#asks('PUT', '/api/v1/settings/accounts', settings);
  }

  /** VC42: from then on callers of the menu's number leave words for the workshop. */
  async letsCallersLeaveWords(forGroup = 'Workshop') {
    const { groups, prompts } = await this.#asks('GET', '/api/v1/flows/choices');
    const named = (all, name) => all.find(one => one.name === name).id;
    const group = named(groups, forGroup);
    const leave = {
      node: 'voicemail',
      group,
      prompts: [named(prompts, 'Short tone')],
      longest: 60_000,
      next: '2',
    };
    const flow = crypto.randomUUID();
    const nodes = { 1: leave, 2: { node: 'hang-up' } };
    await this.#asks('PUT', `/api/v1/flows/${flow}`, {
      name: 'Voicemail',
      flow: { kind: 'inbound', start: '1', nodes },
    });
    const { numbers } = await this.#asks('GET', '/api/v1/numbers');
    await this.#asks('PUT', `/api/v1/numbers/${named(numbers, 'Menu line')}/flow`, { flow });
  }

  /**
   * VC31: makes a SIP phone. What is typed into it, to be given to `house.sipPhone`.
   *
   * @param {{ extension: string, name: string, member?: string }} phone of whom it is, by name
   */
  async makesPhone({ extension, name, member }) {
    const { members } = await this.#asks('GET', '/api/v1/members');
    const owner = members.find(each => each.name === member)?.id;
    // What baresip can.
    const form = { extension, name, algorithm: 'md5', ...(owner && { member: owner }) };
    const { phone, password } = await this.#asks('POST', '/api/v1/sip-phones', form);
    const { server } = await this.#asks('GET', '/api/v1/sip-phones');
    return { server, username: phone.username, password };
  }

  /**
   * DK14: the chat channel gets customers whom their site signs for, and pages that may show it. The secret to sign with, and the
   * widget's key.
   *
   * @param {string} name
   * @param {{ enforce_identity?: boolean, origins?: string[] }} [more]
   */
  async makesForClients(name, more = {}) {
    const { channels } = await this.#asks('GET', '/api/v1/channels');
    const { id, key, welcome } = channels.find(channel => channel.name === name);
    const { secret } = await this.#asks('POST', `/api/v1/channels/${id}/secrets`);
    const form = {
      welcome,
      kind: 'client',
      enforce_identity: false,
      origins: [],
      ...more,
    };
    await this.#asks('PUT', `/api/v1/channels/${id}`, form);
    return { secret, key };
  }

  /**
   * DK04, DK15: how chats go, as far as it is said here.
   *
   * @param {Record<string, number>} more
   */
  async setsChats(more) {
    const form = await this.#asks('GET', '/api/v1/settings/chats');
    await this.#asks('PUT', '/api/v1/settings/chats', { ...form, ...more });
  }

  /** DK08: every customer whom an agent had is asked when the chat ends. */
  async asksAtTheEnd() {
    const settings = await this.#asks('GET', '/api/v1/settings/satisfaction');
    await this.#asks('PUT', '/api/v1/settings/satisfaction', { ...settings, when: 'at-end' });
  }

  async #asks(method, path, body) {
    const text = body && JSON.stringify(body);
    const answer = await this.#page.evaluate(
      async request => {
        const headers = { 'Content-Type': 'application/json', 'X-Rapport-CSRF': '1' };
        const { method, path, text: body } = request;
        const response = await fetch(path, { method, headers, body });
        return { ok: response.ok, told: await response.text() };
      },
      { method, path, text },
    );
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.told}`);
    return answer.told ? JSON.parse(answer.told) : undefined;
  }
}
