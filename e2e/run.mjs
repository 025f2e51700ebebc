/**
 * Plays the browser stage: `npm run e2e -- [--only ID] [--list] [--lanes N]`. Plays that take long are named at the end;
 * the last line says how many passed and failed.
 *
 * A play waits most of its time for what people, clocks and sound take, so several are played beside one another. Each
 * lane has browsers of its own, each play a server of its own. A missing program is a failure, never a skip.
 */

import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scenarioPlays } from './scenario/plays.mjs';
import { Chromium, chromiumPath } from './stage/chromium.mjs';
import { House } from './stage/house.mjs';
import { program } from './stage/rapport.mjs';

const PLAY_MS_MAX = 90_000;
const SLOWEST = 10;
/** More plays than that do not fail by bad luck with the machine. */
const AGAIN_MAX = 3;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    list: { type: 'boolean' },
    lanes: { type: 'string', default: '2' },
  },
});
const plays = (await allPlays()).filter(({ name }) => !values.only || matches(name, values.only));

if (values.list) {
  for (const { name } of plays) console.log(name);
} else {
  process.exitCode = await run();
}

/** @returns {Promise<import('./stage/play.mjs').Play[]>} */
async function allPlays() {
  const folder = new URL('tests/', import.meta.url);
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.mjs'))
    .sort();
  const found = [];
  for (const file of files) found.push(...(await import(new URL(file, folder).href)).plays);
  return [...found, ...scenarioPlays()];
}

function matches(name, wanted) {
  return name.toLowerCase().includes(wanted.toLowerCase().replaceAll(' ', '_'));
}

async function run() {
  const missing = whatIsMissing();
  if (missing) {
    console.log(missing);
    return tally(0, plays.length);
  }
  const waiting = [...plays];
  const played = [];
  const lanes = Array.from({ length: Number(values.lanes) }, () => lane(waiting, played));
  await Promise.all(lanes);
  nameTheSlowest(played);
  const failed = await stillFailing(played.filter(({ problem }) => problem).map(({ play }) => play));
  return tally(plays.length - failed, failed);
}

/**
 * A play that failed beside another is played once more with the machine to itself. Whether it needed that is said, and
 * is a defect to mend; a play that fails alone as well has failed.
 */
async function stillFailing(failed) {
  if (failed.length === 0 || failed.length > AGAIN_MAX || plays.length === 1) return failed.length;
  console.log(`Once more, alone: ${failed.map(({ name }) => name).join(', ')}`);
  const played = [];
  await lane(failed, played);
  return played.filter(({ problem }) => problem).length;
}

/** One play after the other, until none is waiting. */
async function lane(waiting, played) {
  const chromium = new Chromium();
  try {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      played.push(await perform(chromium, next));
    }
  } finally {
    await chromium.close();
  }
}

function nameTheSlowest(played) {
  if (played.length <= SLOWEST) return;
  console.log(`The ${SLOWEST} slowest plays:`);
  const slowest = played.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST);
  for (const { name, seconds } of slowest)
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);
}

function whatIsMissing() {
  try {
    program();
    chromiumPath();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

async function perform(chromium, play) {
  const { name } = play;
  const house = new House(chromium, play);
  const began = performance.now();
  let problem;
  try {
    await house.open();
    await inTime(play.act(house));
    if (house.faults.length > 0) throw new Error(`a page threw: ${house.faults.join(' · ')}`);
  } catch (error) {
    problem = error;
  }
  const seconds = (performance.now() - began) / 1000;
  const kept = problem && (await house.keep());
  // All at once: another lane has lines of its own.
  const lines = [`${problem ? 'FAILED' : 'ok    '} ${name} (${seconds.toFixed(1)} s)`];
  for (const note of house.notes) lines.push(`         ${note}`);
  if (problem) {
    lines.push(String(problem.stack).replaceAll(/^/gm, '         '), `         kept in ${kept}`);
  }
  console.log(lines.join('\n'));
  await house.close();
  return { play, name, seconds, problem };
}

function inTime(act) {
  let timer;
  const late = new Promise((_, fail) => {
    const text = `the play was not over after ${PLAY_MS_MAX / 1000} s`;
    timer = setTimeout(() => fail(new Error(text)), PLAY_MS_MAX);
  });
  return Promise.race([act, late]).finally(() => clearTimeout(timer));
}

function tally(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
