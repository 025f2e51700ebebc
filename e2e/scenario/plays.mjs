/**
 * The plays of `scenarios/` whose head says `browser`, as plays of this stage. Their language is in `scenarios/README.md`:
 * a flush-left line does, an indented line sees. A line that is no sentence of this stage fails the play there.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { play } from '../stage/play.mjs';
import { ACTS } from './acts.mjs';
import { FLAGS } from './flags.mjs';
import { Scene } from './scene.mjs';
import { SIGHTS } from './sights.mjs';

/**
 * A sentence and what to do about it, with what stands in its brackets.
 *
 * @typedef {[RegExp, (scene: Scene, ...words: string[]) => unknown]} Sentence
 * @typedef {{ number: number, text: string }} Line
 */

const FOLDER = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** @returns {import('../stage/play.mjs').Play[]} */
export function scenarioPlays() {
  const files = readdirSync(FOLDER, { recursive: true }).filter(file => file.endsWith('.scn'));
  return files
    .sort()
    .map(file => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }))
    .filter(({ text }) => /^# stages:.*\bbrowser\b/m.test(text))
    .map(({ file, text }) => toPlay(file, text));
}

function toPlay(file, text) {
  const lines = text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trimEnd() }))
    .filter(({ text: line }) => line !== '' && !line.trimStart().startsWith('#'));
  // What an admin sets is a flag of the demo here, so it has to stand before the first act.
  const first = lines.findIndex(({ text: line }) => !FLAGS.some(([flag]) => flag.test(line)));
  const settings = lines.slice(0, first).map(({ text: line }) => meaning(FLAGS, line)());
  const name = file.split('/').at(-1).replace('.scn', '');
  return play(name, Object.assign({}, ...settings), house =>
    perform(new Scene(house), lines.slice(first)),
  );
}

async function perform(scene, lines) {
  for (const { number, text } of lines) {
    try {
      if (text.startsWith('  ')) await meaning(SIGHTS, text.trim())(scene);
      else await scene.does(() => meaning(ACTS, text)(scene));
    } catch (error) {
      error.message = `line ${number} \`${text.trim()}\`: ${error.message}`;
      throw error;
    }
  }
}

/** @param {Sentence[]} sentences @param {string} text */
function meaning(sentences, text) {
  for (const [sentence, act] of sentences) {
    const words = sentence.exec(text);
    if (words) return scene => act(scene, ...words.slice(1));
  }
  throw new Error('this stage cannot do or see that');
}
