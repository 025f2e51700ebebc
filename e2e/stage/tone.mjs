/** A sine as a WAV file: what a headless browser's microphone hears. Chromium plays the file in a loop. */

import { writeFileSync } from 'node:fs';

const RATE = 48_000;
const SECONDS = 10;
const LOUDNESS = 0.5;

/**
 * @param {string} path
 * @param {number} hz whole periods must fit into the file, else every loop would click
 * @param {{ rate?: number, seconds?: number }} [form]
 */
export function writeTone(path, hz, { rate = RATE, seconds = SECONDS } = {}) {
  const samples = Buffer.alloc(rate * seconds * 2);
  for (let at = 0; at < rate * seconds; at += 1) {
    const sample = LOUDNESS * Math.sin((2 * Math.PI * hz * at) / rate);
    samples.writeInt16LE(Math.round(sample * 32_767), at * 2);
  }
  writeFileSync(path, Buffer.concat([header(samples.length, rate), samples]));
}

/** RIFF, PCM 16 bit mono. */
function header(bytes, rate) {
  const out = Buffer.alloc(44);
  out.write('RIFF', 0, 'ascii');
  out.writeUInt32LE(36 + bytes, 4);
  out.write('WAVEfmt ', 8, 'ascii');
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(rate, 24);
  out.writeUInt32LE(rate * 2, 28);
  out.writeUInt16LE(2, 32);
  out.writeUInt16LE(16, 34);
  out.write('data', 36, 'ascii');
  out.writeUInt32LE(bytes, 40);
  return out;
}
