/** Says what happened without the agent's doing: contacts that left, sessions that came, after-call-work that ended. */

import type { Picture } from '@rapport/live/picture';
import type { CallView, ContactGone, Gone, Me } from '@rapport/live/wire';
import i18next from 'i18next';
import { isInternal, otherName } from '../state/call-kind';
import { isCallOnlyEnd, isColleagueEnd, isSessionOnlyEnd } from '../state/call-only-end';
import { known } from '../state/known';
import { useLive, watchPicture } from '../state/live';
import { statusText } from '../state/status-text';
import { toast } from '../state/toasts';
import { callSoftly } from './call-softly';

export function followEvents(): void {
  watchPicture((picture, before, changes) => {
    if (!before || !changes) return;
    for (const change of changes.changes) {
      if (change.change === 'contact-gone') tellGone(before, change);
    }
    tellHandedOver(picture, before);
    tellArrivals(picture, before);
    tellAcwOver(picture.me, before.me);
    tellSetAside(picture.me, before.me);
  });
  followReturn();
}

function tellGone(before: Picture, { contact, why }: ContactGone): void {
  const call = before.calls.find(({ id }) => id === contact);
  const session = before.sessions.find(({ id }) => id === contact);
  if (call && isInternal(call)) {
    tellInternalGone(otherName(call), why);
    return;
  }
  if (call?.consulted_by) {
    tellConsultGone(call, call.consulted_by.name, why);
    return;
  }
  // An end that both were present at needs no words; what was declined or handed over by hand neither.
  if (why === 'declined' || why === 'transferred' || (why === 'ended' && !session)) return;
  if (call && !isColleagueEnd(why) && !isSessionOnlyEnd(why)) toast(i18next.t(`gone.call.${why}`));
  // A session that was open shows its end in its own window.
  else if (session?.offer && !isCallOnlyEnd(why)) toast(i18next.t(`gone.session.${why}`));
}

/** VC30: of what both were present at, and of what one did oneself, no words are made. */
function tellInternalGone(name: string, why: Gone): void {
  const words = known(`gone.internal.${why}`, { name });
  if (words !== undefined) toast(words);
}

/** VC15: a colleague who was asked is not asked any more. */
function tellConsultGone({ state }: CallView, name: string, why: Gone): void {
  const rang = state.state === 'ringing';
  if (why === 'declined' || (why === 'ended' && !rang)) return;
  if (why === 'missed' || why === 'unseen') toast(i18next.t(`gone.consult.${why}`, { name }));
  else if (rang) toast(i18next.t('gone.consult.called-off', { name }));
  else toast(i18next.t('gone.call.consult-over'));
}

/** VC15: the call is mine that I was only asked about. */
function tellHandedOver(picture: Picture, before: Picture): void {
  for (const { id, customer, consulted_by: asker, state } of picture.calls) {
    const name = before.calls.find(call => call.id === id)?.consulted_by?.name;
    if (name === undefined || asker || state.state === 'ringing') continue;
    toast(i18next.t('consult.yours', { name, customer: customer?.name ?? '' }), 'good');
  }
}

/** DK01: a session that was given at once comes softly. */
function tellArrivals(picture: Picture, before: Picture): void {
  const known = new Set(before.sessions.map(({ id }) => id));
  for (const session of picture.sessions) {
    if (known.has(session.id) || session.offer) continue;
    const words = i18next.t('desk.arrived-auto', { customer: session.customer.name });
    callSoftly('session', words, session.group.name, session.id);
    toast(words);
  }
}

function tellAcwOver(me: Me, before: Me): void {
  if (before.acw?.until === undefined || me.acw || me.label === 'in-line') return;
  toast(i18next.t('acw.over', { status: statusText(me.label, me.break_reason) }));
}

/** A status that the system chose is explained, or it looks like a fault. */
function tellSetAside(me: Me, before: Me): void {
  if (me.label === before.label) return;
  const missed = me.label === 'on-break' && me.break_reason && me.break_reason.id === undefined;
  if (missed) toast(i18next.t('status.missed-calls-why'), 'bad');
  const { offline_why: why } = me;
  if (me.label === 'offline' && (why === 'connection-lost' || why === 'unreachable')) {
    toast(i18next.t(`offline.${why}`), 'bad');
  }
}

const NOTICED_MS = 2_000;

/** 4.2: after a loss that was noticed, say that it is over and what came meanwhile. */
function followReturn(): void {
  let messages = 0;
  useLive.subscribe(({ link, picture }, { link: before }) => {
    if (link === before) return;
    if (link.state === 'lost' && before.state !== 'lost') messages = fromCustomers(picture);
    if (link.state !== 'live' || before.state !== 'lost') return;
    if (before.nextTry - before.since < NOTICED_MS) return;
    // The missed changes follow the greeting within the same breath.
    setTimeout(() => {
      const count = fromCustomers(useLive.getState().picture) - messages;
      toast(
        count > 0 ? i18next.t('link.back-messages', { count }) : i18next.t('link.back'),
        'good',
      );
    }, 300);
  });
}

function fromCustomers(picture: Picture | undefined): number {
  let count = 0;
  for (const messages of picture?.messages.values() ?? []) {
    count += messages.filter(({ author }) => author.author === 'customer').length;
  }
  return count;
}
