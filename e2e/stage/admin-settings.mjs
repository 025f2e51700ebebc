/** What an administrator sets for chats over the API, signed in as a browser is. */

/** Ada, of the demo. */
const ADMIN = 2;

export class AdminSettings {
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
    return new AdminSettings(ada.page);
  }

  /** DK04. @param {number} seconds */
  async letsCustomersBeSilentFor(seconds) {
    await this.#asks('PUT', '/api/v1/settings/chats', { customer_silence_seconds: seconds });
  }

  /** What customers call a member. @param {string} name @param {string} nickname */
  async nicknames(name, nickname) {
    const { members } = await this.#asks('GET', '/api/v1/members');
    const { id, email, roles, language, sessions_max, groups } = members.find(
      member => member.name === name,
    );
    const form = { name, email, nickname, roles, language, sessions_max };
    const ids = groups.map(group => group.id ?? group);
    await this.#asks('PUT', `/api/v1/members/${id}`, { ...form, groups: ids });
  }

  async #asks(method, path, body) {
    const text = body && JSON.stringify(body);
    const { ok, told } = await this.#page.evaluate(
      async ([how, where, sent]) => {
        const headers = { 'Content-Type': 'application/json', 'X-Rapport-CSRF': '1' };
        const response = await fetch(where, { method: how, headers, body: sent });
        return { ok: response.ok, told: await response.text() };
      },
      [method, path, text],
    );
    if (!ok) throw new Error(`${method} ${path}: ${told}`);
    return told ? JSON.parse(told) : undefined;
  }
}
