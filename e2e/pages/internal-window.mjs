/** The window of internal calls (W17), as one handles it, and what of a call says that it is one. */

export class InternalWindow {
  /** @param {import('./agent-page.mjs').AgentPage} agent */
  constructor(agent) {
    this.agent = agent;
    this.page = agent.page;
    this.box = this.page.getByRole('dialog', { name: 'Internal Call', exact: true });
    this.button = agent.button('Internal Call');
    this.field = this.box.getByLabel('Find by name or email');
    this.handle = this.box.getByRole('button', { name: 'Move this window' });
  }

  async opens() {
    await this.button.click();
    await this.box.waitFor();
  }

  async isCollapsed() {
    await this.box.waitFor({ state: 'detached' });
  }

  /** The row of a colleague. @param {string} name */
  row(name) {
    return this.box.getByRole('listitem').filter({ hasText: name });
  }

  /** @param {string} name */
  callTo(name) {
    return this.box.getByRole('button', { name: `Call ${name}`, exact: true });
  }

  /** @param {string} name */
  async calls(name) {
    if ((await this.box.count()) === 0) await this.opens();
    await this.field.fill(name);
    await this.callTo(name).click();
    await this.isCollapsed();
  }

  /** In whole pixels: a place is kept as a part of the free room. */
  async place() {
    // It rises into its place.
    await this.box.evaluate(box =>
      Promise.allSettled(box.getAnimations().map(({ finished }) => finished)),
    );
    const { x, y } = await this.box.boundingBox();
    return { x: Math.round(x), y: Math.round(y) };
  }
}
