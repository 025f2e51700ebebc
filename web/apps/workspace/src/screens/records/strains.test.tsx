/** VC53: a record says what spoilt the sound, and nothing where nothing did. */

import type { RecordDetail } from '@rapport/live/wire';
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { NOW, picture } from '../../testing/pictures';
import { openWorkspace, speaks } from '../../testing/stage';

const record: RecordDetail['record'] = {
  id: 'r1',
  kind: 'voice',
  direction: 'inbound',
  customer: { id: 'p1', name: 'Ada Park', number: '+4930111220' },
  entry: '+4930555010',
  arrived: NOW,
  waited: 0,
  talked: 60_000,
  held: 0,
};
const detail: RecordDetail = {
  record,
  timeline: [],
  messages: [],
  decisions: [],
  recordings: [],
};

const open = (strains: RecordDetail['strains']) =>
  openWorkspace('/records?record=r1', picture(), {
    'GET /api/v1/records': () => Response.json({ records: [record] }),
    'GET /api/v1/records/r1': () => Response.json({ ...detail, ...(strains && { strains }) }),
  });

it('vc53_says_what_it_was_on_whose_side_for_how_long_and_the_worst_of_it', async () => {
  await open([
    { what: 'loss', began: NOW + 5_000, length_ms: 12_000, worst: 83 },
    { what: 'delay', began: NOW + 6_000, length_ms: 2_000, worst: 640 },
    {
      what: 'still',
      member: { id: 'm1', name: 'Ann Berg' },
      began: NOW + 30_000,
      length_ms: 9_000,
    },
  ]);
  const heading = await screen.findByRole('heading', { name: 'Sound quality' });
  const rows = within(heading.closest('section') as HTMLElement).getAllByRole('listitem');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Lost soundCustomer's line · at worst 8.3 %.*Lasted 0:12$/u),
    expect.stringMatching(/^Long delayCustomer's line · at worst 640 ms.*Lasted 0:02$/u),
    expect.stringMatching(/^No sound from the microphoneAnn Berg\d.*Lasted 0:09$/u),
  ]);
  await speaks('zh-CN');
  expect(screen.getByRole('heading', { name: '通话质量' })).toBeTruthy();
});

it('vc53_says_nothing_of_a_call_that_sounded_well', async () => {
  await open(undefined);
  await screen.findByRole('heading', { name: 'Timeline' });
  expect(screen.queryByRole('heading', { name: 'Sound quality' })).toBeNull();
});
