/**
 * The browsers: one Chromium per voice, because the file that stands for the microphone is given to the process. They
 * live as long as the run; every play gets fresh contexts.
 */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { AGENT_HZ, COLLEAGUE_HZ, CUSTOMER_HZ } from './ear.mjs';
import { writeTone } from './tone.mjs';

/**
 * Agents and customers have a browser that says yes to every microphone. The wary one asks its permissions, so that a
 * play can deny them. Colleagues are agents with a voice of their own.
 *
 * @typedef {'agents' | 'colleagues' | 'customers' | 'wary'} Side
 */

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const VOICES = {
  agents: AGENT_HZ,
  colleagues: COLLEAGUE_HZ,
  customers: CUSTOMER_HZ,
  wary: AGENT_HZ,
};

/** @returns {string} the path of the browser; throws one line where there is none */
export function chromiumPath() {
  const places = process.env.RAPPORT_CHROMIUM ? [process.env.RAPPORT_CHROMIUM] : PLACES;
  const path = places.find(existsSync);
  if (path) return path;
  throw new Error('Chromium is missing: install the package `chromium`, or set RAPPORT_CHROMIUM');
}

export class Chromium {
  #folder = mkdtempSync(join(tmpdir(), 'rapport-voices-'));
  /** @type {Map<Side, Promise<import('playwright-core').Browser>>} */
  #browsers = new Map();

  /**
   * @param {Side} side
   * @param {import('playwright-core').BrowserContextOptions} [options]
   */
  async context(side, options = {}) {
    const browser = await this.#browser(side);
    return browser.newContext({
      locale: 'en-US',
      viewport: { width: 1440, height: 900 },
      ...options,
    });
  }

  async close() {
    const started = await Promise.allSettled(this.#browsers.values());
    for (const { value: browser } of started) await browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #browser(side) {
    const known = this.#browsers.get(side);
    if (known) return known;
    const voice = join(this.#folder, `${side}.wav`);
    writeTone(voice, VOICES[side]);
    const started = chromium.launch({
      executablePath: chromiumPath(),
      headless: true,
      // Muted, it would decode nothing that could be measured.
      ignoreDefaultArgs: ['--mute-audio'],
      args: [
        '--no-sandbox',
        ...(side === 'wary' ? [] : ['--use-fake-ui-for-media-stream']),
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${voice}`,
        '--autoplay-policy=no-user-gesture-required',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    this.#browsers.set(side, started);
    // The play whose browser was ended has failed; the next one gets another.
    const forget = () => this.#browsers.delete(side);
    started.then(browser => browser.once('disconnected', forget), forget);
    return started;
  }
}
