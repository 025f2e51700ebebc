/**
 * The Desk with fifty sessions of two hundred lines. What is counted decides: nothing is rendered that did not change.
 * What is timed is printed.
 */

import assert from 'node:assert/strict';
import { FullDesk } from '../stage/full-desk.mjs';
import { play } from '../stage/play.mjs';
import { counted, frames, inWords, takeStopwatch, timed } from '../stage/stopwatch.mjs';
import { until } from '../stage/until.mjs';

const SESSIONS = 50;
const LINES = 200;
const LETTERS = 'the quick brown fox jumps over the lazy dog '.repeat(3);
const NEXT = 'Control+Alt+ArrowDown';

export const plays = [
  play('w18_fifty_sessions_render_what_changed_and_nothing_else', {}, async house => {
    const { ann, desk } = await fullDesk(house);
    const { page } = ann;

    const letter = await counted(page, () => page.keyboard.type('a'));
    said(house, 'a letter', letter);
    assert.deepEqual({ ...letter, components: 0 }, { components: 0, rows: 0, groups: 0 });
    assert.ok(letter.components < 10, `a letter renders ${letter.components} components`);

    const elsewhere = await counted(page, () => hears(page, () => desk.writes(7)));
    said(house, 'a message elsewhere', elsewhere);
    assert.deepEqual({ ...elsewhere, components: 0 }, { components: 0, rows: 1, groups: 0 });

    const here = await counted(page, () => hears(page, () => desk.writes(0)));
    said(house, 'a message here', here);
    assert.deepEqual({ ...here, components: 0 }, { components: 0, rows: 1, groups: 1 });

    const sent = await counted(page, async () => {
      await page.keyboard.press('Enter');
      await ann.seesTick('Sent');
    });
    said(house, 'a message sent', sent);
    assert.deepEqual({ ...sent, components: 0 }, { components: 0, rows: 1, groups: 1 });

    const next = await counted(page, () => page.keyboard.press(NEXT));
    said(house, 'the next session', next);
    assert.equal(next.rows, 2, 'the row that was left and the one that was come to');
  }),

  play('w20_fifty_sessions_are_written_in_and_switched_without_a_wait', {}, async house => {
    const { ann, desk } = await fullDesk(house);
    const { page } = ann;

    await tells(house, page, 'a letter', 'letter', async () => {
      for (const letter of LETTERS) {
        await page.keyboard.type(letter);
        await frames(page);
      }
    });
    await tells(house, page, 'a message sent', 'Enter', async () => {
      for (let nth = 1; nth <= 20; nth += 1) {
        await page.keyboard.type(`${nth}`);
        await page.keyboard.press('Enter');
        await frames(page);
      }
    });
    await tells(house, page, 'a message elsewhere', 'frame', async () => {
      for (let nth = 0; nth < 50; nth += 1) await hears(page, () => desk.writes(5 + (nth % 40)));
    });
    await tells(house, page, 'a message here', 'frame', async () => {
      for (let nth = 0; nth < 30; nth += 1) await hears(page, () => desk.writes(0));
    });
    const switched = await tells(house, page, 'the next session', 'ArrowDown', async () => {
      for (let nth = 0; nth < SESSIONS; nth += 1) {
        await page.keyboard.press(NEXT);
        await frames(page);
      }
    });
    const seen = new Set(switched.map(({ log }) => log));
    assert.equal(seen.size, SESSIONS, 'a frame showed another session than the one chosen');
  }),

  play('w20_the_place_in_a_long_transcript_is_kept', {}, async house => {
    const { ann, desk } = await fullDesk(house);
    const { page, log } = ann;
    await page.keyboard.press(NEXT);
    await log.getByText(`(${LINES})`).waitFor();
    await page.locator('[role="log"]:not([aria-live])').waitFor();
    await until('the end in sight', async () => {
      const left = await log.evaluate(at => at.scrollHeight - at.scrollTop - at.clientHeight);
      return left < 2 ? undefined : `${left} px are below`;
    });
    assert.equal(await log.getByText(/\(\d+\)$/).count(), LINES, 'all of it is in the page');

    // By key, as a scrolling region goes.
    await log.focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await until('the wheel at rest', async () => {
      const [one, other] = [await lineAtTop(log), await lineAtTop(log)];
      return JSON.stringify(one) === JSON.stringify(other) && one.nth < LINES - 5
        ? undefined
        : `line ${one.nth} is at the top`;
    });
    await frames(page);
    const before = await lineAtTop(log);
    await hears(page, () => desk.writes(1));
    await page.getByRole('button', { name: '1 new message' }).waitFor();
    assert.deepEqual(await lineAtTop(log), before, 'the reader was moved');

    await page.getByRole('button', { name: '1 new message' }).click();
    await log.getByText(`(${LINES + 1})`).waitFor();
    await until('the end in sight again', async () => {
      const left = await log.evaluate(at => at.scrollHeight - at.scrollTop - at.clientHeight);
      return left < 2 ? undefined : `${left} px are below`;
    });
    await page.getByRole('button', { name: '1 new message' }).waitFor({ state: 'detached' });
  }),
];

/** The first line in sight, by its number, and how far from the top it is. */
function lineAtTop(log) {
  return log.evaluate(box => {
    const top = box.getBoundingClientRect().top;
    for (const line of box.querySelectorAll('bdi.block')) {
      const rect = line.getBoundingClientRect();
      const nth = Number(/\((\d+)\)$/.exec(line.textContent)?.[1]);
      if (rect.top >= top && rect.height > 0) return { nth, px: Math.round(rect.top - top) };
    }
    return { nth: 0, px: 0 };
  });
}

/** Ann at a full Desk, with the first session open and its end in sight. */
async function fullDesk(house) {
  const ann = await house.undisturbed();
  const { page } = ann;
  const desk = await FullDesk.between(page, { sessions: SESSIONS, lines: LINES });
  // After it, because it looks at the socket that the page gets.
  await page.addInitScript(takeStopwatch);
  await ann.open();
  await ann.signsInForChats();
  await ann.goes('Desk');
  await ann.inbox
    .getByRole('button', { name: desk.name(0) })
    .first()
    .click();
  await ann.log.getByText(`(${LINES})`).waitFor();
  await page.locator('[role="log"]:not([aria-live])').waitFor();
  await ann.composer.focus();
  await frames(page);
  return { ann, desk };
}

/** The page has heard and shown what the server said. */
async function hears(page, say) {
  say();
  await frames(page);
  await frames(page);
}

/** Times it, and prints that. */
async function tells(house, page, what, cause, act) {
  const timing = await timed(page, cause, act);
  assert.ok(timing.laps.length > 0, `no ${what} was timed`);
  house.note(`${what}: ${inWords(timing)}`);
  return timing.laps;
}

function said(house, what, { components, rows, groups }) {
  house.note(`${what}: ${components} components, ${rows} rows, ${groups} groups`);
}
