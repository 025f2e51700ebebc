/**
 * Free ports of loopback: one for TCP, and a run of consecutive ones for UDP. None is given twice in a run: whoever got
 * it has bound it only some time later, and another play may look in between.
 */

import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** @type {Set<number>} */
const given = new Set();

/** @returns {Promise<number>} */
export async function tcpPort() {
  for (;;) {
    const port = await boundForTcp();
    if (gives([port])) return port;
  }
}

/**
 * The first of `count` ports in a row.
 *
 * @param {number} count
 * @returns {Promise<number>}
 */
export async function udpPorts(count) {
  for (;;) {
    const first = await bound(0);
    if (first === undefined || first + count > 65_536) continue;
    const row = Array.from({ length: count }, (_, index) => first + index);
    const rest = await Promise.all(row.slice(1).map(bound));
    if (rest.every(port => port !== undefined) && gives(row)) return first;
  }
}

/** Whether they were free to give; from now on they are not. */
function gives(ports) {
  if (ports.some(port => given.has(port))) return false;
  for (const port of ports) given.add(port);
  return true;
}

/** @returns {Promise<number>} */
function boundForTcp() {
  return new Promise((free, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => free(port));
    });
  });
}

/** The port, if it could be had; free again when this returns. */
function bound(port) {
  return new Promise(done => {
    const socket = createSocket('udp4');
    socket.once('error', () => socket.close(() => done(undefined)));
    socket.bind(port, '127.0.0.1', () => {
      const taken = socket.address().port;
      socket.close(() => done(taken));
    });
  });
}
