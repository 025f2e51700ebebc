/**
 * Plays the browser stage: `npm run e2e -- [--only ID] [--list]`. The last line says how many passed and failed.
 *
 * A missing program is a failure, never a skip.
 */

import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scenarioPlays } from './scenario/plays.mjs';
import { Chromium, chromiumPath } from './stage/chromium.mjs';
import { House } from './stage/house.mjs';
import { program } from './stage/rapport.mjs';

const PLAY_MS_MAX = 90_000;

const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' } },
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
  const chromium = new Chromium();
  let passed = 0;
  try {
    for (const play of plays) if (await perform(chromium, play)) passed += 1;
  } finally {
    await chromium.close();
  }
  return tally(passed, plays.length - passed);
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
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${problem ? 'FAILED' : 'ok    '} ${play.name} (${seconds} s)`);
  for (const note of house.notes) console.log(`         ${note}`);
  if (problem) {
    console.log(String(problem.stack).replaceAll(/^/gm, '         '));
    console.log(`         kept in ${await house.keep()}`);
  }
  await house.close();
  return problem === undefined;
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
