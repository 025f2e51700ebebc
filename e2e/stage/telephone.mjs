/** A telephone that calls over SIP and RTP, in one codec: the program `robot`, which lies beside the server's. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { program } from './rapport.mjs';
import { until } from './until.mjs';

/** Longer than any play. */
const SECONDS_MAX = 120;
const HEARD_DB = -30;

export class Telephone {
  #child;
  #told = '';

  /**
   * @param {import('./rapport.mjs').Guide} guide
   * @param {'pcmu' | 'pcma' | 'g722' | 'opus'} codec
   */
  constructor({ sip, hotline }, codec) {
    const path = join(dirname(program()), 'robot');
    if (!existsSync(path)) throw new Error(`${path} is missing: run \`cargo build -p robot\``);
    // A guide names the server as one dials it.
    const server = sip.slice(sip.indexOf('@') + 1);
    const calls = ['call', '--to', hotline, '--server', server, '--codec', codec];
    this.#child = spawn(path, [...calls, '--seconds', String(SECONDS_MAX)]);
    this.#child.stdout.on('data', text => {
      this.#told += text;
    });
    this.#child.stderr.on('data', text => {
      this.#told += text;
    });
  }

  /** It says each second how loud the agent is. */
  async hearsTheAgent() {
    await until('the telephone hears the agent', () => {
      const last = this.#told.trim().split('\n').at(-1) ?? '';
      const level = /880 Hz (-?\d+) dB/.exec(last)?.[1];
      return Number(level ?? -200) > HEARD_DB ? undefined : `it says “${last}”`;
    });
  }

  /** @param {string} keys all that were sent to it */
  async hasRead(keys) {
    await until(`the telephone has read ${keys}`, () => {
      const last = this.#told.trim().split('\n').at(-1) ?? '';
      return last.endsWith(`keys ${keys}`) ? undefined : `it says “${last}”`;
    });
  }

  /** The far end has hung up. */
  async hasEnded() {
    await until('the telephone has ended', () =>
      this.#child.exitCode === null ? `it says “${this.#told.slice(-80)}”` : undefined,
    );
  }

  stop() {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
  }
}
