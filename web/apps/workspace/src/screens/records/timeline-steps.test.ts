/** How a timeline reads. */

import type { TimelineRow } from '@rapport/live/wire';
import { expect, it } from 'vitest';
import { timelineSteps } from './timeline-steps';

const keys = (...what: TimelineRow['what'][]) =>
  timelineSteps(what.map((each, at) => ({ at, what: each }))).map(({ key }) => key);

it('tells hold and mute as on and off', () => {
  expect(keys('hold-changed', 'mute-changed', 'hold-changed', 'mute-changed')).toEqual([
    'hold-started',
    'muted',
    'hold-ended',
    'unmuted',
  ]);
});

it('starts anew with each talk', () => {
  expect(keys('hold-changed', 'talk-started', 'hold-changed')).toEqual([
    'hold-started',
    'talk-started',
    'hold-started',
  ]);
});

it('tells keys that follow one another as one step, and masks those that are not kept', () => {
  const press = (at: number, key?: string): TimelineRow => ({
    at,
    what: 'key-pressed',
    ...(key && { key }),
  });
  const steps = timelineSteps([
    press(1, '4'),
    press(2),
    press(3, '#'),
    { at: 4, what: 'contact-ended' },
    press(5, '1'),
  ]);
  expect(steps.map(({ key, pressed, row }) => [key, pressed, row.at])).toEqual([
    ['key-pressed', '4•#', 1],
    ['contact-ended', undefined, 4],
    ['key-pressed', '1', 5],
  ]);
});

it('vc21_tells_keys_that_were_sent_one_after_the_other_as_one_step', () => {
  expect(keys('talk-started', 'keys-sent', 'keys-sent', 'hold-changed', 'keys-sent')).toEqual([
    'talk-started',
    'keys-sent',
    'hold-started',
    'keys-sent',
  ]);
});

it('vc06_a_call_out_begins_with_who_dialled', () => {
  expect(keys('contact-arrived', 'call-dialled', 'call-progressed', 'contact-ended')).toEqual([
    'call-dialled',
    'call-progressed',
    'contact-ended',
  ]);
});

it('leaves messages to the transcript', () => {
  expect(keys('contact-arrived', 'message-added', 'contact-ended')).toEqual([
    'contact-arrived',
    'contact-ended',
  ]);
});
