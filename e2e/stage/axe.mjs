/** axe-core in a page and in all its frames: what is serious or critical on the screen as it is now. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = ['serious', 'critical'];

/**
 * One line per finding: the rule, where, and what is wrong.
 *
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} [only] these rules and no others
 * @returns {Promise<string[]>}
 */
export async function graveFindings(page, only) {
  const found = [];
  for (const frame of page.frames()) {
    await frame.evaluate(settled);
    // Through the debugger, so that the page's own content security policy stays as it is.
    await frame.evaluate(`window.axe ?? (() => { ${SOURCE} })()`);
    const violations = await frame.evaluate(async rules => {
      // Frames are asked one by one.
      const { violations: list } = await window.axe.run(document, {
        iframes: false,
        resultTypes: ['violations'],
        ...(rules && { runOnly: rules }),
      });
      return list.map(({ id, impact, nodes }) => ({
        id,
        impact,
        nodes: nodes.map(({ target, failureSummary }) => ({
          target: target.flat(),
          failureSummary,
        })),
      }));
    }, only);
    for (const { id, impact, nodes } of violations) {
      if (!GRAVE.includes(impact)) continue;
      for (const { target, failureSummary } of nodes) {
        const [, why = ''] = failureSummary.split('\n').map(line => line.trim());
        found.push(`${id} (${impact}) at ${target.join(' ')}: ${why}`);
      }
    }
  }
  return found;
}

/** Half-way through a transition a colour is none of the design's. */
async function settled() {
  const passing = document.getAnimations().filter(each => each instanceof CSSTransition);
  await Promise.allSettled(passing.map(({ finished }) => finished));
}
