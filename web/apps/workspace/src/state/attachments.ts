/**
 * The files that go with what is written next, per session (DK13). They go up while it is written; who sends before they are there
 * has said so, and the message goes with the last of them. What is whole is kept with the draft.
 */

import { browserWay } from '@rapport/api/attachments/browser-way';
import { httpDepot, readFile } from '@rapport/api/attachments/depot';
import { Tray } from '@rapport/api/attachments/tray';
import { stateOf } from '@rapport/api/attachments/tray-view';
import { excess } from '@rapport/customer/text-limit';
import type { FileView, Uuid } from '@rapport/live/wire';
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { draftOf, keepDraft } from './drafts';
import { watchPicture } from './live';
import { sendMessage } from './outgoing';

const PREFIX = 'rapport.draft-files.';

const way = browserWay(httpDepot('/api/v1/attachments', 'cookie'));
const trays = new Map<Uuid, Tray>();

/** The sessions whose message goes as soon as its files are there. */
export const useSending = create<{ readonly waiting: readonly Uuid[] }>()(() => ({ waiting: [] }));

export function trayOf(contact: Uuid): Tray {
  const known = trays.get(contact);
  if (known) return known;
  const tray = new Tray(way);
  tray.restore(keptFiles(contact));
  tray.subscribe(() => {
    keepFiles(contact, tray);
    goOn(contact);
  });
  trays.set(contact, tray);
  return tray;
}

export function useTray(contact: Uuid) {
  const tray = trayOf(contact);
  return useSyncExternalStore(tray.subscribe, () => tray.view);
}

/** What is written there and its files: now, or once they are there. */
export function sendDraft(contact: Uuid): void {
  if (stateOf(trayOf(contact).view) === 'stuck') return;
  setWaiting(contact, true);
  goOn(contact);
}

/** It is not to go by itself any more. */
export function withdraw(contact: Uuid): void {
  if (useSending.getState().waiting.includes(contact)) setWaiting(contact, false);
}

export function followAttachments(): void {
  watchPicture(picture => {
    for (const [contact, tray] of trays) {
      if (picture.sessions.some(({ id }) => id === contact)) continue;
      withdraw(contact);
      tray.drop();
      trays.delete(contact);
    }
  });
}

function goOn(contact: Uuid): void {
  const tray = trays.get(contact);
  if (!tray || !useSending.getState().waiting.includes(contact)) return;
  const state = stateOf(tray.view);
  if (state === 'coming') return;
  // Whoever has something refused sees why first, and decides.
  const text = draftOf(contact).trim();
  const isSomething = text !== '' || state === 'whole';
  if (state !== 'stuck' && isSomething && excess(text) === 0) {
    // Before the files are taken, which says so to this very listener.
    keepDraft(contact, '');
    setWaiting(contact, false);
    sendMessage(contact, text, tray.take());
  } else setWaiting(contact, false);
}

function setWaiting(contact: Uuid, now: boolean): void {
  useSending.setState(({ waiting }) => {
    const others = waiting.filter(each => each !== contact);
    return { waiting: now ? [...others, contact] : others };
  });
}

function keepFiles(contact: Uuid, { view }: Tray): void {
  const whole = view.chips.flatMap(({ step }) => (step.at === 'whole' ? [step.file] : []));
  if (whole.length === 0) sessionStorage.removeItem(PREFIX + contact);
  else sessionStorage.setItem(PREFIX + contact, JSON.stringify(whole));
}

function keptFiles(contact: Uuid): readonly FileView[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + contact) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.map(readFile).filter(file => file !== undefined);
  } catch {
    return [];
  }
}
