/** A colleague or a SIP phone is called in the window over the pages (VC30, W17): on the screens, by ear, and with a ringtone of its own. */

import assert from 'node:assert/strict';
import { InternalWindow } from '../pages/internal-window.mjs';
import { Admin } from '../stage/admin.mjs';
import { graveFindings } from '../stage/axe.mjs';
import { diary } from '../stage/diary.mjs';
import { AGENT_HZ, COLLEAGUE_HZ, MUSIC_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

/** As long as an internal call rings, and some patience. */
const RING_MS_MAX = 40_000;

export const plays = [
  play('vc30_two_agents_call_each_other_and_hear_each_other', { acw: 60 }, async house => {
    const { ann, leo, window } = await twoAgents(house);
    await window.opens();
    await window.field.fill('leo@');
    await window.row('Leo Lin').getByText('Available').waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
    await window.callTo('Leo Lin').click();
    await window.isCollapsed();
    await ann.call.getByText('Leo Lin', { exact: true }).waitFor();
    await ann.seesStatus('In line');
    await leo.prompt.getByText('Ann Berg', { exact: true }).waitFor();
    await leo.prompt.getByText('Internal', { exact: true }).waitFor();
    assert.deepEqual(await graveFindings(leo.page), []);
    await leo.answers();
    await hear(
      [ann, 'the colleague', [COLLEAGUE_HZ], [AGENT_HZ, MUSIC_HZ]],
      [leo, 'the one who calls', [AGENT_HZ], [COLLEAGUE_HZ, MUSIC_HZ]],
    );
    const acts = await leo.call.getByRole('button').allInnerTexts();
    assert.deepEqual(acts, ['Mute', 'On Hold', 'End']);
    for (const one of [ann, leo]) assert.deepEqual(await graveFindings(one.page), []);

    await ann.does('On Hold');
    await ann.call.getByText('Leo Lin hears music. You can still hear Leo Lin.').waitFor();
    await leo.hears('music', [MUSIC_HZ], [AGENT_HZ]);
    await ann.does('Cancel Hold');
    await leo.does('Mute');
    await hear(
      [leo, 'the one who calls', [AGENT_HZ], [MUSIC_HZ]],
      [ann, 'nobody', [], [COLLEAGUE_HZ, MUSIC_HZ]],
    );
    await leo.does('Unmute');

    await leo.does('End');
    await ann.call.waitFor({ state: 'detached' });
    // ST06: no after-call work.
    for (const one of [ann, leo]) await one.seesStatus('Available');
    await ann.goes('Records');
    const link = ann.page.getByRole('link', { name: /Ann Berg called Leo Lin$/ });
    await link.waitFor();
    await ann.page.getByRole('img', { name: 'Internal', exact: true }).first().waitFor();
  }),

  play('vc30_a_colleague_declines_does_not_answer_or_is_not_waited_for', {}, async house => {
    const { ann, leo, window } = await twoAgents(house);
    await window.calls('Leo Lin');
    await leo.declines();
    await ann.page.getByText('Leo Lin declined.', { exact: true }).waitFor();
    await ann.call.waitFor({ state: 'detached' });

    await window.calls('Leo Lin');
    await leo.prompt.waitFor();
    await ann.does('End');
    await leo.page.getByText('Ann Berg hung up before you answered.', { exact: true }).waitFor();
    await leo.prompt.waitFor({ state: 'detached' });

    await window.calls('Leo Lin');
    await leo.prompt.waitFor();
    const unanswered = ann.page.getByText('Leo Lin did not answer.', { exact: true });
    await unanswered.waitFor({ timeout: RING_MS_MAX });
    await leo.page.getByText(/^Ann Berg called you\. It was not answered/).waitFor();
    for (const one of [ann, leo]) await one.seesStatus('Available');
  }),

  play('vc30_who_cannot_be_called_is_shown_with_the_reason', {}, async house => {
    const { ann, leo, window } = await twoAgents(house);
    await window.opens();
    const button = window.callTo('Leo Lin');
    const may = wanted =>
      until(`Leo ${wanted ? 'can' : 'cannot'} be called`, async () =>
        (await button.isEnabled()) === wanted ? undefined : 'it is otherwise',
      );
    await may(true);
    await leo.chooses('Busy');
    await window.row('Leo Lin').getByText(/^Busy/).waitFor();
    await may(true);
    await leo.chooses('Offline');
    await window
      .row('Leo Lin')
      .getByText(/^Offline/)
      .waitFor();
    await may(false);
    const mia = await house.customer('mia');
    await mia.calls();
    await ann.prompt.waitFor();
    await window.box.getByText('A call is ringing.', { exact: false }).waitFor();
    await ann.answers();
    await window.box.getByText('You are in a call.', { exact: false }).waitFor();
    assert.ok(await window.box.isVisible(), 'the window has gone with the call');
  }),

  play('vc30_a_sip_phone_is_called_and_heard', { phones: true, acw: 60 }, async house => {
    const admin = await Admin.signsIn(house);
    const desk = await admin.makesPhone({ extension: '201', name: 'Front desk' });
    const ann = await house.agent();
    await ann.signsInForCalls();
    const window = new InternalWindow(ann);
    await window.opens();
    await window.field.fill('front');
    const row = window.row('Front desk (201)');
    await row.getByText('Not registered', { exact: true }).waitFor();
    assert.ok(await window.callTo('Front desk (201)').isDisabled());
    const phone = await house.sipPhone(desk);
    await row.getByText('Registered', { exact: true }).waitFor();
    assert.deepEqual(await graveFindings(ann.page), []);
    await window.callTo('Front desk (201)').click();
    await window.isCollapsed();
    await ann.call.getByText('Front desk (201)', { exact: true }).waitFor();
    await ann.seesStatus('In line');
    await phone.rings();
    await window.opens();
    await window.field.fill('front');
    await row.getByText('In use', { exact: true }).waitFor();
    await ann.page.keyboard.press('Escape');
    await phone.isLifted();
    await ann.hears('whoever is near the phone', [COLLEAGUE_HZ], [AGENT_HZ, MUSIC_HZ]);
    const acts = await ann.call.getByRole('button').allInnerTexts();
    assert.deepEqual(acts, ['Mute', 'On Hold', 'End']);
    assert.deepEqual(await graveFindings(ann.page), []);
    await phone.isPutDown();
    await ann.call.waitFor({ state: 'detached' });
    await ann.seesStatus('Available');

    await window.calls('Front desk (201)');
    await phone.rings();
    await ann.does('End');
    await ann.call.waitFor({ state: 'detached' });
    await ann.goes('Records');
    const link = ann.page.getByRole('link', { name: /Ann Berg called Front desk \(201\)$/ });
    await link.first().waitFor();
  }),

  play('vc30_a_colleague_rings_otherwise_than_a_customer', {}, async house => {
    const { ann, leo, window } = await twoAgents(house);
    await window.calls('Leo Lin');
    await leo.prompt.waitFor();
    const ofColleague = await ringtone(leo);
    await ann.does('End');
    await leo.prompt.waitFor({ state: 'detached' });
    await ann.chooses('Offline');
    const mia = await house.customer('mia');
    await mia.calls();
    await leo.prompt.waitFor();
    const ofCustomer = await ringtone(leo);
    assert.notEqual(ofColleague, ofCustomer);
    house.note(`a colleague rings at ${ofColleague}, a customer at ${ofCustomer}`);
  }),

  play('vc30_the_window_is_moved_and_is_where_it_was_left', {}, async house => {
    const ann = await house.agent();
    await ann.signsInForChats();
    const window = new InternalWindow(ann);
    await window.opens();
    await until('the field has the focus', async () =>
      (await window.field.evaluate(field => field === document.activeElement))
        ? undefined
        : 'it is elsewhere',
    );
    const first = await window.place();
    const bar = await window.box.getByRole('heading').boundingBox();
    await ann.page.mouse.move(bar.x + 20, bar.y + 5);
    await ann.page.mouse.down();
    await ann.page.mouse.move(bar.x - 180, bar.y + 105, { steps: 4 });
    await ann.page.mouse.up();
    const dragged = await window.place();
    // To the pixel, which the place is rounded to.
    assert.ok(Math.abs(dragged.x - first.x + 200) <= 1, `${first.x} to ${dragged.x}`);
    assert.ok(Math.abs(dragged.y - first.y - 100) <= 1, `${first.y} to ${dragged.y}`);
    await ann.goes('Records');
    await ann.goes('Desk');
    assert.deepEqual(await window.place(), dragged);
    await window.handle.press('ArrowLeft');
    await window.handle.press('ArrowUp');
    const moved = await window.place();
    assert.ok(moved.x < dragged.x && moved.y < dragged.y);
    await ann.page.keyboard.press('Escape');
    await window.isCollapsed();
    assert.ok(await window.button.evaluate(button => button === document.activeElement));
    await ann.reload();
    await window.button.press('Enter');
    await window.box.waitFor();
    assert.deepEqual(await window.place(), moved);
    assert.equal(await window.box.count(), 1);
  }),
];

async function twoAgents(house) {
  const ann = await house.agent();
  await ann.signsInForCalls();
  const leo = await house.agent(1, {}, 'colleagues');
  await leo.signsInForCalls();
  return { ann, leo, window: new InternalWindow(ann) };
}

/** One after the other: listening costs sound. */
async function hear(...all) {
  for (const [who, what, wanted, unwanted] of all) await who.hears(what, wanted, unwanted);
}

/** What the ringtone that rings now sounds like: its loudest pitch. */
async function ringtone({ page }) {
  let heard;
  await until('the ringtone is heard', async () => {
    heard = (await diary(page)).findLast(({ what }) => what === 'ringtone-starts')?.text;
    return heard ? undefined : 'nothing rings';
  });
  return heard;
}
