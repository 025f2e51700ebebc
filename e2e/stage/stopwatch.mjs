/**
 * Two instruments in the page, never used at once, since each would weigh on the other. The stopwatch takes the time from
 * what the agent does, or from what the server says, until the frame that shows it is drawn. The counter tells which rows
 * of the inbox and which groups of the transcript were rendered by React, and how many components in all.
 */

/** To be given to `addInitScript`, before anything else. */
export function takeStopwatch() {
  /** @type {Lap[]} */
  const laps = [];
  const counts = { components: 0, rows: new Set(), groups: new Set() };
  /** What is timed, if anything, and whether it is counted. @type {{ on?: Cause, counts: boolean }} */
  const watch = { counts: false };
  window.rapportWatch = { laps, counts, watch };

  /** Since when a frame is waited for. */
  let from;
  function shows() {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(() => {
      // What comes as a task of its own comes after the frame was drawn.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const log = document.querySelector('[role="log"]')?.getAttribute('aria-label') ?? '';
        laps.push({ ms: performance.now() - from, log });
        isDrawing = false;
        port1.close();
      };
      port2.postMessage(undefined);
    });
  }
  let isDrawing = false;
  const begins = at => {
    if (!isDrawing) from = at;
  };
  const keyed = ({ code, timeStamp }) => {
    if (watch.on !== 'letter' && watch.on !== code) return;
    begins(timeStamp);
    if (watch.on === code) shows();
  };
  const written = () => {
    if (watch.on === 'letter') shows();
  };
  const heard = () => {
    if (watch.on !== 'frame') return;
    begins(performance.now());
    shows();
  };
  addEventListener('keydown', keyed, true);
  addEventListener('input', written, true);
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...settings) {
      super(...settings);
      this.addEventListener('message', heard);
    }
  };

  // React tells its tools of every commit, in a build for production too.
  const PERFORMED_WORK = 1;
  const HOST = 5;
  const COMPONENTS = new Set([0, 1, 11, 14, 15]);
  function place(fiber) {
    let inside = fiber;
    while (inside && inside.tag !== HOST) inside = inside.child;
    return inside?.stateNode;
  }
  function note(fiber) {
    counts.components += 1;
    const element = place(fiber);
    const row = element?.closest('section[aria-labelledby="desk-inbox"] li');
    const group = element?.closest('[role="log"] > * > *');
    // One that goes to another section is another element there, and the same row.
    if (row) counts.rows.add(row.querySelector('[data-session]')?.dataset.session ?? row);
    if (group) counts.groups.add(group);
  }
  function look(fiber) {
    const before = fiber.alternate;
    const isNew = before === null;
    if (COMPONENTS.has(fiber.tag) && (isNew || (fiber.flags & PERFORMED_WORK) !== 0)) note(fiber);
    if (!isNew && fiber.child === before.child) return;
    for (let child = fiber.child; child; child = child.sibling) look(child);
  }
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    renderers: new Map(),
    checkDCE() {},
    inject: () => 1,
    onCommitFiberRoot(_id, root) {
      if (watch.counts) look(root.current);
    },
    onPostCommitFiberRoot() {},
    onCommitFiberUnmount() {},
  };
}

/**
 * From the cause to the frame, the wait for the screen's beat included, and which transcript that frame showed.
 *
 * @typedef {{ ms: number, log: string }} Lap
 * @typedef {'letter' | 'Enter' | 'ArrowDown' | 'frame'} Cause a letter that is typed, one key, or a frame from the server
 * @typedef {{ laps: Lap[], workMs: number }} Timing `workMs`: what the page's own thread computed, for each of them
 */

/**
 * Times each of these that comes while `act` lasts.
 *
 * @param {import('playwright-core').Page} page
 * @param {Cause} cause
 * @param {() => Promise<void>} act
 * @returns {Promise<Timing>}
 */
export async function timed(page, cause, act) {
  const meter = await page.context().newCDPSession(page);
  await meter.send('Performance.enable', { timeDomain: 'threadTicks' });
  const computed = async () => {
    const { metrics } = await meter.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  await page.evaluate(on => {
    window.rapportWatch.laps.length = 0;
    window.rapportWatch.watch.on = on;
  }, cause);
  const before = await computed();
  await act();
  await frames(page);
  const after = await computed();
  await meter.detach();
  const laps = await page.evaluate(() => {
    window.rapportWatch.watch.on = undefined;
    return window.rapportWatch.laps;
  });
  return { laps, workMs: (after - before) / laps.length };
}

/**
 * Counts what is rendered meanwhile.
 *
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<void>} act
 * @returns {Promise<{ components: number, rows: number, groups: number }>}
 */
export async function counted(page, act) {
  await page.evaluate(() => {
    const { counts, watch } = window.rapportWatch;
    counts.components = 0;
    counts.rows.clear();
    counts.groups.clear();
    watch.counts = true;
  });
  await act();
  await frames(page);
  return page.evaluate(() => {
    const { counts, watch } = window.rapportWatch;
    watch.counts = false;
    return { components: counts.components, rows: counts.rows.size, groups: counts.groups.size };
  });
}

/** Two frames: whatever was begun is drawn. @param {import('playwright-core').Page} page */
export async function frames(page) {
  await page.evaluate(
    () => new Promise(then => requestAnimationFrame(() => requestAnimationFrame(() => then()))),
  );
}

/** @param {Timing} timing */
export function inWords({ laps, workMs }) {
  const sorted = laps.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = share => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  const work = `${workMs.toFixed(1)} ms of work each`;
  return `${laps.length} times, median ${at(0.5)} ms, p95 ${at(0.95)} ms, ${work}`;
}
