/**
 * What an indented line sees, on the screens and in the sound. All is waited for, because a screen follows the server.
 * That nothing else happened is proved by the stages that see everything (pure, live).
 */

import { AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { until } from '../stage/until.mjs';

const AGENT = '(Ann|Bob)';
const CUSTOMER = '(Mia|Leo|Zoe|Kim|Ida)';
const STATUS = '(Available|Busy|In line|After-call-work|Offline|On break \\([\\w ]+\\))';
const SOUNDS = { music: [MUSIC_HZ], silence: [], Ann: [AGENT_HZ], Bob: [AGENT_HZ] };
/** A span may be off by a second, and another one goes by while we look. */
const SLACK_S = 2;

/** @type {import('./plays.mjs').Sentence[]} */
export const SIGHTS = [
  [
    line`${AGENT} is (?:still )?${STATUS}`,
    (scene, name, status) => scene.agent(name).seesStatus(asWritten(status), scene.actBegan),
  ],
  [
    line`${AGENT}'s next status is (?:still )?${STATUS}`,
    (scene, name, status) => scene.agent(name).seesNextStatus(asWritten(status), scene.actBegan),
  ],
  [line`${AGENT} has no next status`, (scene, name) => scene.agent(name).seesNoNextStatus()],
  [
    line`${AGENT} rings for ${CUSTOMER}, (\d+)s`,
    (scene, name, _, seconds) => rings(scene, name, Number(seconds)),
  ],
  [line`${AGENT} still rings for ${CUSTOMER}, \d+s`, (scene, name) => stillRings(scene, name)],
  [
    line`${AGENT} missed ${CUSTOMER}`,
    async (scene, name) => {
      const agent = scene.agent(name);
      await agent.page.getByText('Not answered in time – passed to another agent.').waitFor();
      await agent.prompt.waitFor({ state: 'detached' });
    },
  ],
  [
    line`${AGENT} (?:declined|stops ringing for) ${CUSTOMER}`,
    (scene, name) => scene.agent(name).prompt.waitFor({ state: 'detached' }),
  ],
  [
    line`${CUSTOMER} waits in (?:Support|Sales)`,
    async (scene, name) => (await scene.customer(name)).seesCall('In the queue'),
  ],
  [
    line`${AGENT} (?:still )?talks with ${CUSTOMER}`,
    async (scene, name, other) => {
      await scene.agent(name).call.waitFor();
      await (await scene.customer(other)).seesCall('Talking');
    },
  ],
  [
    line`${AGENT} (?:still )?has ${CUSTOMER}`,
    async (scene, name) => {
      await scene.agent(name).goes('Desk');
      await scene.agent(name).opens(scene.written.at(-1));
    },
  ],
  [
    line`${AGENT} reads that ${CUSTOMER} comes from ${AGENT}`,
    (scene, name, _, by) => reads(scene, name, `Transferred by ${scene.nameOf(by)}`),
  ],
  [
    line`${AGENT} reads that ${CUSTOMER} comes back from ${AGENT}`,
    (scene, name, _, from) => reads(scene, name, `Returned from ${scene.nameOf(from)}`),
  ],
  [line`${CUSTOMER} is (?:still )?recorded`, scene => callShows(scene, /^Recording$/)],
  [
    line`${CUSTOMER}'s recording is (?:still )?paused`,
    scene => callShows(scene, /^Recording paused/),
  ],
  [line`${CUSTOMER}'s recording goes on`, scene => callShows(scene, /^Recording$/)],
  [line`${CUSTOMER} (?:still )?hears (music|silence|Ann|Bob)`, hears],
  [
    line`${AGENT} still hears ${CUSTOMER}`,
    (scene, name, other) =>
      scene.agent(name).hears(`${name} hears ${other}`, [CUSTOMER_HZ], [AGENT_HZ, MUSIC_HZ]),
  ],
  [line`(?:Mia|Leo|Zoe|Kim|Ida) wrote "(.+)" \((\d+)\)`, wrote],
  [line`(?:Ann|Bob) wrote (?:Mia|Leo|Zoe|Kim|Ida) "(.+)" \((\d+)\)`, wrote],
  [
    line`${CUSTOMER}'s session has (\d+) messages?`,
    (scene, _, count) => inOrder(scene, scene.written, Number(count)),
  ],
  [line`${CUSTOMER}'s (?:call|session) ended \((\w+)\)`, ended],
  [
    line`refused ([\w-]+)`,
    (scene, code) => {
      if (scene.refusal !== code) throw new Error(`it was refused with ${scene.refusal}`);
    },
  ],
];

/** A whole line with the words of the cast in it. */
function line({ raw }, ...words) {
  return new RegExp(`^${String.raw({ raw }, ...words)}$`);
}

/** The screen writes a reason as the admin did. */
function asWritten(status) {
  return status.replace(/\(./, first => first.toUpperCase());
}

async function rings(scene, name, most) {
  const left = await countdown(scene.agent(name));
  if (left < 1 || left > most + 1) throw new Error(`the countdown shows ${left}`);
  scene.rang.set(name, { left, at: performance.now() });
}

/** By how much it fell since it was seen first: how long the acts in between took is the machine's business. */
async function stillRings(scene, name) {
  const first = scene.rang.get(name);
  const left = await countdown(scene.agent(name));
  const due = first.left - (performance.now() - first.at) / 1_000;
  if (Math.abs(left - due) > SLACK_S)
    throw new Error(`the countdown shows ${left}, ${due.toFixed(1)} are left`);
}

async function countdown(agent) {
  await agent.prompt.waitFor();
  return agent.secondsLeft(agent.prompt);
}

async function reads(scene, name, words) {
  await scene.agent(name).prompt.getByText(words, { exact: true }).waitFor();
}

async function hears(scene, name, sound) {
  const customer = await scene.customer(name);
  const wanted = SOUNDS[sound];
  const unwanted = [AGENT_HZ, CUSTOMER_HZ, MUSIC_HZ].filter(hz => !wanted.includes(hz));
  await customer.hears(`${name} hears ${sound}`, wanted, unwanted);
}

/** Whoever talks with the customer is told so. */
async function callShows(scene, words) {
  await until(`a call bar says ${words}`, async () => {
    const shown = scene.calls.map(call => call.getByRole('status').filter({ hasText: words }));
    const counts = await Promise.all(shown.map(sign => sign.count()));
    return counts.some(count => count > 0) ? undefined : 'none does';
  });
}

function wrote(scene, text, sequence) {
  const before = scene.written.slice(0, Number(sequence));
  if (before.at(-1) !== text) throw new Error(`number ${sequence} was “${before.at(-1)}”`);
  return inOrder(scene, before, Number(sequence));
}

/** On every screen, each once and in this order. */
async function inOrder(scene, texts, count) {
  if (texts.length !== count) throw new Error(`${texts.length} were written`);
  for (const log of scene.logs) {
    await until(`“${texts.at(-1)}” is on the screen in its place`, async () => {
      const lines = (await log.innerText()).split('\n').map(each => each.replace(/^.*?: /, ''));
      const found = lines.filter(each => texts.includes(each));
      return found.join('\n') === texts.join('\n') ? undefined : `it shows ${lines.join(' / ')}`;
    });
  }
}

/** The record of the contact says why it ended. */
async function ended(scene, _, reason) {
  await until(`the newest record says ${reason}`, async () => {
    const [record] = await scene.agent('Ann').records();
    return record?.end_reason === reason ? undefined : `it says ${record?.end_reason}`;
  });
}
