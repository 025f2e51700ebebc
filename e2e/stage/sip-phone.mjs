/** A SIP phone on a desk: the program baresip, which registers, rings, is lifted and is put down. It hums the colleague's tone. */

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { COLLEAGUE_HZ } from './ear.mjs';
import { tcpPort, udpPorts } from './ports.mjs';
import { writeTone } from './tone.mjs';
import { until } from './until.mjs';

/** Longer than any play. */
const SECONDS_MAX = 120;
/** As telephones sound. */
const RATE = 8_000;
const MODULES = '/usr/lib/baresip/modules';

export class SipPhone {
  #folder;
  #control;
  #child;

  /**
   * @param {string} folder of its own
   * @param {{ server: string, username: string, password: string }} account as the admin was told it
   */
  static async plugIn(folder, account) {
    const phone = new SipPhone();
    const [sip, control] = await Promise.all([udpPorts(5), tcpPort()]);
    phone.#folder = folder;
    phone.#control = control;
    mkdirSync(folder, { recursive: true });
    const tone = join(folder, 'tone.wav');
    // It hangs up when there is no more to play.
    writeTone(tone, COLLEAGUE_HZ, { rate: RATE, seconds: SECONDS_MAX });
    const config = [
      'poll_method epoll',
      `sip_listen 127.0.0.1:${sip}`,
      `audio_source aufile,${tone}`,
      'audio_alert aufile,/dev/null',
      ...[`ausrc_srate ${RATE}`, `auplay_srate ${RATE}`, 'ausrc_channels 1', 'auplay_channels 1'],
      'audio_txmode thread',
      `rtp_ports ${sip + 1}-${sip + 4}`,
      `module_path ${MODULES}`,
      ...['g711', 'aufile', 'ausine'].map(name => `module ${name}.so`),
      'module_tmp account.so',
      ...['menu', 'ctrl_tcp'].map(name => `module_app ${name}.so`),
      `ctrl_tcp_listen 127.0.0.1:${control}`,
    ];
    writeFileSync(join(folder, 'config'), `${config.join('\n')}\n`);
    const { server, username, password } = account;
    const secret = `auth_user=${username};auth_pass=${password}`;
    writeFileSync(join(folder, 'accounts'), `<sip:${username}@${server}>;${secret};regint=60\n`);
    phone.#start();
    return phone;
  }

  #start() {
    const log = join(this.#folder, 'log');
    writeFileSync(log, '');
    this.#child = spawn('baresip', ['-f', this.#folder, '-t', String(SECONDS_MAX)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const told of [this.#child.stdout, this.#child.stderr]) {
      told.on('data', text => writeFileSync(log, text, { flag: 'a' }));
    }
  }

  /** Its display says that somebody calls. */
  async rings() {
    await until('the SIP phone rings', () =>
      /Incoming call/i.test(this.said()) ? undefined : `it says “${this.said().slice(-80)}”`,
    );
  }

  said() {
    return readFileSync(join(this.#folder, 'log'), 'utf8');
  }

  async isLifted() {
    await this.#does('accept');
  }

  async isPutDown() {
    await this.#does('hangup');
  }

  /** As one who pulls the plug: it says goodbye to nobody. */
  unplug() {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
  }

  /** A command of its module ctrl_tcp: JSON in a netstring. @param {string} command */
  #does(command) {
    const text = JSON.stringify({ command });
    return new Promise((done, fail) => {
      const socket = createConnection(this.#control, '127.0.0.1');
      socket.once('error', fail);
      socket.once('data', () => {
        socket.destroy();
        done(undefined);
      });
      socket.write(`${text.length}:${text},`);
    });
  }
}
