/** Who is on the stage, what was written there, and what was refused. */

import { Admin } from '../stage/admin.mjs';

/** The demo has two agents, whose names are these. */
const AGENTS = ['Ann', 'Bob'];
const NAMES = { Ann: 'Ann Berg', Bob: 'Leo Lin' };

export class Scene {
  /** @type {Map<string, import('../pages/agent-page.mjs').AgentPage>} */
  #agents = new Map();
  /** @type {Map<string, import('../pages/customer-page.mjs').CustomerPage>} */
  #customers = new Map();
  #house;
  #actBegan = performance.now();
  #lastAct = performance.now();
  /**
   * The code of the refusal, if the screen refused the last act.
   *
   * @type {string | undefined}
   */
  refusal;
  /** Who rang first when, and what the countdown showed. @type {Map<string, { left: number, at: number }>} */
  rang = new Map();
  /**
   * Everything written so far, in order.
   *
   * @type {string[]}
   */
  written = [];

  /** @param {import('../stage/house.mjs').House} house */
  constructor(house) {
    this.#house = house;
  }

  get url() {
    return this.#house.rapport.url;
  }

  async does(act) {
    this.refusal = undefined;
    this.#actBegan = performance.now();
    await act();
    this.#lastAct = performance.now();
  }

  /** When the last act began, by the clock of the diaries: what came of it is no older. */
  get actBegan() {
    return performance.timeOrigin + this.#actBegan;
  }

  /** Since the last act: the looking in between took time as well. */
  get sinceLastAct() {
    return performance.now() - this.#lastAct;
  }

  /** @param {string} name */
  async seatAgent(name) {
    const agent = await this.#house.agent(AGENTS.indexOf(name));
    this.#agents.set(name, agent);
    return agent;
  }

  /** What the screens call an agent. @param {string} name */
  nameOf(name) {
    return NAMES[name];
  }

  /** RT02: these agents answer the hotline, and no others. @param {string[]} names */
  async staffs(names) {
    const admin = await Admin.signsIn(this.#house);
    for (const name of AGENTS) {
      if (!names.includes(name)) await admin.takesFromEveryGroup(NAMES[name]);
    }
  }

  /** @param {string} name */
  agent(name) {
    const agent = this.#agents.get(name);
    if (!agent) throw new Error(`${name} has not signed in`);
    return agent;
  }

  /** Comes to the page with the first thing to do there. @param {string} name */
  async customer(name) {
    const known = this.#customers.get(name);
    if (known) return known;
    const customer = await this.#house.customer(name);
    this.#customers.set(name, customer);
    return customer;
  }

  /** Every call bar. */
  get calls() {
    return [...this.#agents.values()].map(({ call }) => call);
  }

  /** Every screen that shows a chat. */
  get logs() {
    return [...this.#agents.values(), ...this.#customers.values()].map(({ log }) => log);
  }
}
