/** What a flush-left line does, by what the screens offer for it. */

import { setTimeout as pause } from 'node:timers/promises';

const SPAN_MS = { ms: 1, s: 1_000, min: 60_000 };
const AGENT = '(Ann|Bob)';
const CUSTOMER = '(Mia|Leo|Zoe|Kim|Ida)';
const CHOICE = '(Available|Busy|Offline|On break \\(\\w+\\))';

/** @type {import('./plays.mjs').Sentence[]} */
export const ACTS = [
  [/^wait (\d+)(ms|s|min)$/, (scene, count, unit) => waits(scene, count * SPAN_MS[unit])],

  [line`Support has ${AGENT}`, (scene, name) => scene.staffs([name])],
  [
    line`${AGENT} (?:is available|signs in)`,
    async (scene, name) => (await scene.seatAgent(name)).signsInForCalls(),
  ],
  [
    line`${AGENT} is available without a microphone`,
    async (scene, name) => (await scene.seatAgent(name)).signsInForChats(),
  ],
  [line`${AGENT} sets ${CHOICE}`, (scene, name, choice) => sets(scene, name, choice)],
  [
    line`${AGENT} reserves ${CHOICE}`,
    (scene, name, choice) => scene.agent(name).chooses(choiceWord(choice)),
  ],
  [line`${AGENT} logs out`, logsOut],
  [
    line`${AGENT} goes back to reception`,
    (scene, name) => scene.agent(name).button('Back to Reception').click(),
  ],
  [
    line`${AGENT} continues after-call-work`,
    (scene, name) => scene.agent(name).button('Continue After-Call Work').click(),
  ],
  [line`${AGENT} accepts ${CUSTOMER}`, (scene, name) => scene.agent(name).accepts()],
  [line`${AGENT} declines ${CUSTOMER}`, (scene, name) => scene.agent(name).declines()],
  [line`${AGENT} holds ${CUSTOMER}`, (scene, name) => scene.agent(name).does('On Hold')],
  [
    line`${AGENT} takes ${CUSTOMER} off hold`,
    (scene, name) => scene.agent(name).does('Cancel Hold'),
  ],
  [line`${AGENT} mutes ${CUSTOMER}`, (scene, name) => scene.agent(name).does('Mute')],
  [line`${AGENT} unmutes ${CUSTOMER}`, (scene, name) => scene.agent(name).does('Unmute')],
  [
    line`${AGENT} (pauses|resumes) the recording of ${CUSTOMER}`,
    (scene, name, does) =>
      scene.agent(name).does(does === 'pauses' ? 'Pause recording' : 'Resume recording'),
  ],
  [
    line`${AGENT} transfers ${CUSTOMER} to ${AGENT}`,
    (scene, name, _, target) => scene.agent(name).transfers('Agent', scene.nameOf(target)),
  ],
  [
    line`${AGENT} transfers ${CUSTOMER} to Sales`,
    (scene, name) => scene.agent(name).transfers('Group', 'Workshop'),
  ],
  [line`${AGENT} hangs up on ${CUSTOMER}`, (scene, name) => scene.agent(name).does('End')],
  [
    line`${AGENT} writes ${CUSTOMER} "(.+)"`,
    (scene, name, _, text) => agentWrites(scene, name, text),
  ],
  [
    line`${AGENT} ends the session with ${CUSTOMER}`,
    (scene, name) => scene.agent(name).endsSession(),
  ],
  [line`${AGENT} loses the browser`, (scene, name) => scene.agent(name).page.goto('about:blank')],
  [line`${AGENT} is back`, (scene, name) => scene.agent(name).page.goto(scene.url)],

  [line`${CUSTOMER} calls Support`, async (scene, name) => (await scene.customer(name)).calls()],
  [
    line`${CUSTOMER} hears the notice out`,
    async (scene, name) => (await scene.customer(name)).seesCall('In the queue'),
  ],
  [line`${CUSTOMER} hangs up`, async (scene, name) => (await scene.customer(name)).hangsUp()],
  [
    line`${CUSTOMER} writes to Help "(.+)"`,
    async (scene, name, text) => {
      await (await scene.customer(name)).openChat();
      await customerWrites(scene, name, text);
    },
  ],
  [line`${CUSTOMER} writes "(.+)"`, customerWrites],
  [
    line`${CUSTOMER} ends the session`,
    async (scene, name) => (await scene.customer(name)).endsChat(),
  ],
];

/** A whole line with the words of the cast in it. */
function line({ raw }, ...words) {
  return new RegExp(`^${String.raw({ raw }, ...words)}$`);
}

function waits(scene, ms) {
  return pause(Math.max(0, ms - scene.sinceLastAct));
}

/** A break is chosen by its reason, as the menu writes it. */
function choiceWord(choice) {
  const reason = /\((.)(.*)\)/.exec(choice);
  return reason ? reason[1].toUpperCase() + reason[2] : choice;
}

/** In line the menu has no status to set, only the next one: that is the screen's way to refuse it (ST05). */
async function sets(scene, name, choice) {
  const agent = scene.agent(name);
  const menu = await agent.opensStatusMenu();
  const refused = await menu.getByText('Next status').isVisible();
  await agent.closesStatusMenu();
  if (refused) scene.refusal = 'in-line';
  else await agent.chooses(choiceWord(choice));
}

async function logsOut(scene, name) {
  const agent = scene.agent(name);
  await agent.statusButton.click();
  await agent.page.getByRole('menuitem', { name: 'Logout' }).click();
  const refused = agent.page.getByText('You are in a call. End it before you log out.');
  await refused.or(agent.button('Sign in')).first().waitFor();
  if (await refused.isVisible()) scene.refusal = 'in-line';
}

/** A session that has ended has no place to write in. */
async function agentWrites(scene, name, text) {
  const agent = scene.agent(name);
  const ended = agent.page.getByText('This session has ended.');
  await agent.composer.or(ended).first().waitFor();
  if (await ended.isVisible()) {
    scene.refusal = 'contact-ended';
    return;
  }
  await agent.writes(text);
  scene.written.push(text);
}

async function customerWrites(scene, name, text) {
  const customer = await scene.customer(name);
  await customer.writes(text);
  scene.written.push(text);
}
