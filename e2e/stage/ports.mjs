/** Free ports of loopback: one for TCP, and a run of consecutive ones for UDP. */

import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** @returns {Promise<number>} */
export function tcpPort() {
  return new Promise((free, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => free(port));
    });
  });
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
    const rest = Array.from({ length: count - 1 }, (_, index) => bound(first + 1 + index));
    if ((await Promise.all(rest)).every(port => port !== undefined)) return first;
  }
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
