/** Voicemails as work (VC42): one's groups' words in a list, an act at a time, and what the server says to each. */

import type { GroupView, VoicemailView } from '@rapport/live/wire';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { me, NOW, picture } from '../../testing/pictures';
import { openWorkspace, type Replies, refusal, speaks } from '../../testing/stage';

const MINUTE = 60_000;
const ann = { id: 'm1', name: 'Ann Berg' };
const bob = { id: 'm2', name: 'Bob Chen' };
const sales: GroupView = { id: 'g1', name: 'Sales', kind: 'voice', numbers: [], waiting: 0 };

function voicemail(over: Partial<VoicemailView> = {}): VoicemailView {
  return {
    id: 'v1',
    group: { id: 'g1', name: 'Sales' },
    contact: 'c9',
    caller: 'Ada Park',
    number: '+4930111220',
    left_at: NOW - 5 * MINUTE,
    sound: { sound: 'ready', ms: 12_000 },
    state: { state: 'open' },
    ...over,
  };
}
const claimed = (member = ann, until = NOW + 30 * MINUTE) =>
  ({ state: 'claimed', member, until }) as const;
const done = { state: 'done', member: ann, at: NOW } as const;

/** What the server has; a test changes it as a colleague would. */
class Shelf {
  voicemails: readonly VoicemailView[];
  constructor(...voicemails: VoicemailView[]) {
    this.voicemails = voicemails;
  }
  list = () => Response.json({ voicemails: this.voicemails, now: NOW });
  becomes(over: Partial<VoicemailView>): Response {
    const [first, ...others] = this.voicemails;
    const changed = { ...voicemail(), ...first, ...over };
    this.voicemails = [changed, ...others];
    return Response.json(changed);
  }
}

const open = (shelf: Shelf, replies: Replies = {}, over = {}) =>
  openWorkspace('/voice/voicemails', picture({ groups: [sales], ...over }), {
    'GET /api/v1/voicemails': shelf.list,
    ...replies,
  });
const list = () => screen.findByRole('list', { name: 'Voicemails' });
const row = async (name = 'Ada Park') => within(await screen.findByRole('listitem', { name }));

describe('the list', () => {
  it('vc42_says_who_called_for_which_group_how_long_and_whose_work_it_is', async () => {
    const shelf = new Shelf(
      voicemail(),
      voicemail({ id: 'v2', caller: 'Mia', state: claimed(bob) }),
      voicemail({ id: 'v3', caller: 'Zoë Dahl', state: claimed(), called_back: 'c10' }),
    );
    await open(shelf);
    const ada = await row();
    for (const text of ['+4930111220', 'Sales', 'Length 0:12', 'Open']) {
      expect(ada.getByText(text)).toBeTruthy();
    }
    expect((await row('Mia')).getByText(/^Bob Chen has it until/u)).toBeTruthy();
    expect((await row('Mia')).queryByRole('button', { name: /^Claim/u })).toBeNull();
    expect((await row('Zoë Dahl')).getByText(/^Yours until/u)).toBeTruthy();
    expect((await row('Zoë Dahl')).getByText('Called back')).toBeTruthy();
  });

  it('vc42_counts_what_is_nobodys_and_takes_a_claim_whose_time_is_over_for_none', async () => {
    const over = voicemail({ id: 'v2', caller: 'Mia', state: claimed(bob, NOW) });
    await open(new Shelf(voicemail(), over, voicemail({ id: 'v3', state: claimed(bob) })));
    expect(await screen.findByRole('link', { name: /Voicemails.*2 are open/u })).toBeTruthy();
    expect((await row('Mia')).getByRole('button', { name: /^Claim/u })).toBeTruthy();
  });

  it('vc42_shows_what_is_done_only_where_all_is_asked_for', async () => {
    const shelf = new Shelf(voicemail({ state: done }));
    const stage = await open(shelf);
    expect(await screen.findByText('Nothing left to do')).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'All' }));
    expect((await row()).getByText(/^Done by Ann Berg/u)).toBeTruthy();
    expect((await row()).getByRole('button', { name: /^Play/u })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^(Claim|Give back|Done)/u })).toBeNull();
  });

  it('vc42_says_why_it_is_empty', async () => {
    await open(new Shelf());
    expect(await screen.findByText('No voicemails yet')).toBeTruthy();
  });

  it('vc42_names_a_caller_by_the_number_or_says_that_there_is_none', async () => {
    const { caller: _, number, ...nameless } = voicemail();
    await open(new Shelf({ ...nameless, number: number ?? '' }, { ...nameless, id: 'v2' }));
    expect(await row('+4930111220')).toBeTruthy();
    expect(await row('Unknown caller')).toBeTruthy();
  });

  it('vc42_says_what_cannot_be_heard', async () => {
    const late = voicemail({ id: 'v2', caller: 'Mia', sound: { sound: 'not-yet' } });
    await open(new Shelf(voicemail({ sound: { sound: 'lost' } }), late));
    expect((await row()).getByText(/disk of the server was full/u)).toBeTruthy();
    expect((await row('Mia')).getByText(/It is being made/u)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Play/u })).toBeNull();
  });

  it('vc42_is_asked_for_again_when_somebody_comes_back_to_the_window', async () => {
    const shelf = new Shelf();
    await open(shelf);
    await screen.findByText('No voicemails yet');
    shelf.voicemails = [voicemail()];
    await act(async () => void window.dispatchEvent(new Event('focus')));
    expect(await row()).toBeTruthy();
    shelf.becomes({ state: claimed(bob) });
    await act(async () => void document.dispatchEvent(new Event('visibilitychange')));
    expect(await (await row()).findByText(/^Bob Chen has it/u)).toBeTruthy();
  });

  it('vc42_shows_at_once_what_a_colleague_does', async () => {
    const shelf = new Shelf();
    const stage = await open(shelf);
    await screen.findByText('No voicemails yet');
    shelf.voicemails = [voicemail()];
    await stage.say({ type: 'voicemails-changed' });
    expect(await row()).toBeTruthy();
    expect(await screen.findByRole('link', { name: /Voicemails.*1 is open/u })).toBeTruthy();
    shelf.becomes({ state: claimed(bob) });
    await stage.say({ type: 'voicemails-changed' });
    expect(await (await row()).findByText(/^Bob Chen has it/u)).toBeTruthy();
    expect(screen.queryByRole('link', { name: /is open/u })).toBeNull();
  });

  it('vc42_speaks_chinese', async () => {
    await open(new Shelf(voicemail()));
    await row();
    await speaks('zh-CN');
    expect((await row()).getByRole('button', { name: '认领 Ada Park 的留言' })).toBeTruthy();
  });
});

describe('an act', () => {
  it('vc42_claims_gives_back_and_is_done_and_the_row_stays_with_the_focus', async () => {
    const shelf = new Shelf(voicemail());
    const stage = await open(shelf, {
      'POST /api/v1/voicemails/v1/claim': () => shelf.becomes({ state: claimed() }),
      'DELETE /api/v1/voicemails/v1/claim': () => shelf.becomes({ state: { state: 'open' } }),
      'POST /api/v1/voicemails/v1/done': () => shelf.becomes({ state: done }),
    });
    const click = async (name: RegExp) =>
      stage.user.click(await (await row()).findByRole('button', { name }));
    const says = (text: RegExp) =>
      waitFor(() => expect(document.activeElement?.textContent).toMatch(text));
    await click(/^Claim/u);
    await says(/^Yours until/u);
    await click(/^Give back/u);
    await says(/^Open$/u);
    await click(/^Claim/u);
    await says(/^Yours until/u);
    await click(/^Done/u);
    await says(/^Done by Ann Berg/u);
    expect(within(await list()).getAllByRole('listitem')).toHaveLength(1);
  });

  it('vc42_says_who_has_it_when_a_claim_is_lost', async () => {
    const shelf = new Shelf(voicemail());
    const stage = await open(shelf, {
      'POST /api/v1/voicemails/v1/claim': () => {
        shelf.becomes({ state: claimed(bob) });
        const problem = { code: 'voicemail-claimed', title: 'No', status: 409, detail: bob.name };
        return Response.json(problem, { status: 409 });
      },
    });
    await stage.user.click(await (await row()).findByRole('button', { name: /^Claim/u }));
    const alert = await (await row()).findByRole('alert');
    expect(alert.textContent).toBe('Bob Chen has this voicemail now.');
    await waitFor(() => expect(document.activeElement).toBe(alert));
    expect((await row()).getByText(/^Bob Chen has it until/u)).toBeTruthy();
  });

  it('vc42_says_that_the_claim_has_ended', async () => {
    const shelf = new Shelf(voicemail({ state: claimed() }));
    const stage = await open(shelf, {
      'POST /api/v1/voicemails/v1/done': () => {
        shelf.becomes({ state: { state: 'open' } });
        return refusal(409, 'voicemail-not-claimed');
      },
    });
    await stage.user.click(await (await row()).findByRole('button', { name: /^Done/u }));
    expect((await (await row()).findByRole('alert')).textContent).toMatch(/not yours any more/u);
    expect((await row()).getByRole('button', { name: /^Claim/u })).toBeTruthy();
  });
});

describe('calling back', () => {
  const mine = () => new Shelf(voicemail({ state: claimed() }));
  const button = async () => (await row()).findByRole('button', { name: 'Call back Ada Park' });

  it('vc42_dials_the_caller_for_the_group_and_for_this_voicemail', async () => {
    const shelf = mine();
    const stage = await open(shelf);
    await stage.user.click(await button());
    expect(stage.sent('command')).toMatchObject([
      { command: 'dial', number: '+4930111220', group: 'g1', voicemail: 'v1' },
    ]);
    shelf.becomes({ called_back: 'c10' });
    await stage.answer();
    expect(await (await row()).findByText('Called back')).toBeTruthy();
  });

  it('vc42_says_beside_the_button_why_nobody_was_called', async () => {
    const stage = await open(mine());
    await stage.user.click(await button());
    await stage.answer({ code: 'number-not-allowed' });
    const alert = await (await row()).findByRole('alert');
    expect(alert.textContent).toBe('Sales may not call this number.');
  });

  it('vc42_is_offered_to_whoever_has_claimed_it_alone', async () => {
    await open(new Shelf(voicemail()));
    await row();
    expect(screen.queryByRole('button', { name: /^Call back/u })).toBeNull();
  });

  it('vc42_is_not_for_who_is_offline', async () => {
    await open(mine(), {}, { me: me({ label: 'offline' }) });
    expect(await button()).toHaveProperty('disabled', true);
    expect((await row()).getByText('You are Offline. Go Online first.')).toBeTruthy();
  });

  it('vc42_needs_a_number_and_a_group_of_ones_own', async () => {
    const { number: _, ...withheld } = voicemail({ state: claimed() });
    const other = { id: 'g7', name: 'Workshop' };
    const foreign = voicemail({ id: 'v2', caller: 'Mia', group: other, state: claimed() });
    await open(new Shelf(withheld, foreign));
    expect((await row()).getByText('No number to call back')).toBeTruthy();
    expect((await row('Mia')).getByText(/Only members of Workshop/u)).toBeTruthy();
  });
});

describe('listening', () => {
  it('vc42_plays_the_callers_words_and_says_when_it_cannot', async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
    const stage = await open(new Shelf(voicemail()));
    const name = 'Play the voicemail of Ada Park';
    await stage.user.click(await (await row()).findByRole('button', { name }));
    const audio = play.mock.contexts[0] as HTMLAudioElement;
    expect(audio.getAttribute('src')).toBe('/api/v1/voicemails/v1/sound');
    await act(async () => void audio.dispatchEvent(new Event('error')));
    expect((await row()).getByRole('alert').textContent).toMatch(/could not be loaded/u);
    play.mockRestore();
  });
});

it('vc42_says_that_the_list_could_not_be_loaded_and_tries_again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  let replies = () => refusal(503, 'store-unavailable');
  const stage = await open(new Shelf(), { 'GET /api/v1/voicemails': () => replies() });
  // The client tries by itself first.
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  vi.useRealTimers();
  const again = await screen.findByRole('button', { name: 'Try again' });
  replies = new Shelf(voicemail()).list;
  await stage.user.click(again);
  expect(await row()).toBeTruthy();
});
