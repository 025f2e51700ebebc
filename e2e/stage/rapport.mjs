/** The real binary, as a demo or with nobody in it yet, with a fresh data folder and ports of its own. */

import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tcpPort, udpPorts } from './ports.mjs';
import { targetFolder } from './target-folder.mjs';
import { until } from './until.mjs';

/**
 * What differs from the demo's own settings. Seconds. `phones`: SIP phones may register. `empty`: no demo, but a first start.
 *
 * @typedef {{ ring?: number, acw?: number, chat?: 'automatic' | 'manual', recording?: 'on' | 'off', phones?: boolean, empty?: boolean }} DemoFlags
 * @typedef {{ email: string, password: string, roles: string[] }} DemoMember
 * @typedef {{ url: string, hotline: string, sip: string, widget_key: string, demo_page: string, members: DemoMember[] }} Guide
 */

const STARTS_MAX = 3;
const STOP_MS_MAX = 5_000;
const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** @returns {string} the path of the program; throws one line where there is none */
export function program() {
  const path = process.env.RAPPORT_BIN ?? join(targetFolder(), 'debug', 'rapport');
  if (existsSync(path)) return path;
  throw new Error(`${path} is missing: run \`cargo build -p server\`, or set RAPPORT_BIN`);
}

export class Rapport {
  /** @type {Guide} */ guide;
  /** What an empty installation prints for whoever sets it up. @type {string | undefined} */ setUpLink;
  #child;
  #folder;
  #args = [];
  #logFile = '';

  /**
   * @param {DemoFlags} flags
   * @param {string} logFile
   */
  static async start(flags, logFile) {
    for (let attempt = 1; ; attempt += 1) {
      const rapport = new Rapport();
      try {
        await rapport.#start(flags, logFile);
        return rapport;
      } catch (error) {
        await rapport.stop();
        // Somebody else may have taken a port between our look and its bind.
        if (attempt === STARTS_MAX) throw error;
      }
    }
  }

  get url() {
    return this.guide.url;
  }

  async #start(
    {
      ring = 20,
      acw = 30,
      chat = 'automatic',
      recording = 'off',
      phones = false,
      empty = false,
    },
    logFile,
  ) {
    const [http, first] = await Promise.all([tcpPort(), udpPorts(7)]);
    this.#folder = mkdtempSync(join(tmpdir(), 'rapport-e2e-'));
    const flags = {
      http: `127.0.0.1:${http}`,
      sip: `127.0.0.1:${first}`,
      media: `127.0.0.1:${first + 1}`,
      rtp: `127.0.0.1:${first + 2}-${first + 5}`,
      ...(phones && { 'sip-phones': `127.0.0.1:${first + 6}` }),
      data: this.#folder,
      ...(!empty && { ring, acw, chat, recording }),
    };
    const given = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#args = [empty ? 'serve' : 'demo', ...given];
    this.#logFile = logFile;
    const url = `http://${flags.http}`;
    await this.#run(url);
    await (empty ? this.#offersSetUp(url) : this.#showsDemo(url));
  }

  async #run(url) {
    const logFile = this.#logFile;
    const child = spawn(program(), this.#args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    const log = createWriteStream(logFile, { flags: 'a' });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    await until('the server is ready', async () => {
      if (child.exitCode !== null) {
        throw new Error(`the server stopped: ${readFileSync(logFile, 'utf8').trim()}`);
      }
      try {
        const { ok, status } = await fetch(`${url}/readyz`);
        return ok ? undefined : `/readyz says ${status}`;
      } catch {
        return `${url} does not answer`;
      }
    });
  }

  async #showsDemo(url) {
    const demo = await fetch(`${url}/demo`);
    if (!demo.ok) throw new Error((await demo.text()).trim());
    this.guide = JSON.parse(readFileSync(join(this.#folder, 'demo.json'), 'utf8'));
  }

  async #offersSetUp(url) {
    this.guide = { url, hotline: '', sip: '', widget_key: '', demo_page: '', members: [] };
    await until('the set-up link is printed', () => {
      // The log outlives a run; the port is this one's.
      const links = readFileSync(this.#logFile, 'utf8').match(/http\S+\/setup#\w+/g) ?? [];
      this.setUpLink = links.findLast(link => link.startsWith(url));
      return this.setUpLink ? undefined : 'it is not in the log';
    });
  }

  /** F07: once, so that calls may finish. */
  tellToStop() {
    this.#child.kill('SIGTERM');
  }

  /** The process has ended by itself. */
  async ended() {
    await until('the server has ended', () =>
      this.#child.exitCode === null ? 'it goes on' : undefined,
    );
  }

  /** On the same data and ports. */
  async startAgain() {
    await this.#run(this.url);
  }

  async stop() {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise(done => child.once('exit', done));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
      await ended;
      clearTimeout(late);
    }
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }
}
