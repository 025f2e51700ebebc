/** How a timeline reads. */

import { expect, it } from 'vitest';
import { timelineSteps } from './timeline-steps';

const keys = (...what: string[]) =>
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

it('leaves messages to the transcript', () => {
  expect(keys('contact-arrived', 'message-added', 'contact-ended')).toEqual([
    'contact-arrived',
    'contact-ended',
  ]);
});
