/**
 * A call from the page (C3): brings microphone, sound path and the customer's socket together, and tells its phase.
 */

import type { LiveCustomer } from '@rapport/customer/live-customer';
import {
  type CallInput,
  type CallPhase,
  type DialProblem,
  IDLE,
  isBusy,
  nextPhase,
} from './call-phase';
import { closeMicrophone, isMicrophoneGranted, openMicrophone } from './microphone';
import { SoundPath } from './sound-path';

export type PageCallView = { readonly phase: CallPhase; readonly muted: boolean };

export class PageCall {
  readonly #live: LiveCustomer;
  readonly #listeners = new Set<() => void>();
  #view: PageCallView = { phase: IDLE, muted: false };
  #microphone: MediaStream | undefined;
  #sound: SoundPath | undefined;
  /** Set once dialled, with the call of before that the picture may still show. */
  #dialled: { readonly older: string | undefined } | undefined;
  #wasLive = false;

  constructor(live: LiveCustomer) {
    this.#live = live;
    live.subscribe(() => this.#follow());
  }

  get view(): PageCallView {
    return this.#view;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Explains first, unless the browser will not ask. */
  async begin(): Promise<void> {
    if (isBusy(this.#view.phase)) return;
    if (await isMicrophoneGranted()) await this.call();
    else this.#step({ input: 'explain' });
  }

  async call(): Promise<void> {
    this.#step({ input: 'ask' });
    const microphone = await openMicrophone();
    if (microphone.outcome === 'none') {
      this.#step({ input: 'no-microphone', why: microphone.why });
      return;
    }
    this.#microphone = microphone.stream;
    this.#step({ input: 'dial' });
    // The person may have thought better of it while the browser asked.
    if (this.#view.phase.phase === 'dialling') await this.#dial(microphone.stream);
    else this.#release();
  }

  cancel(): void {
    this.#step({ input: 'cancel' });
  }

  mute(muted: boolean): void {
    for (const track of this.#microphone?.getAudioTracks() ?? []) track.enabled = !muted;
    this.#show({ muted });
  }

  /** A key of the telephone. */
  press(key: string): void {
    this.#sound?.press(key);
  }

  hangUp(): void {
    void this.#live.act({ command: 'hang-up' });
    this.#step({ input: 'hung-up', now: Date.now() });
  }

  async #dial(microphone: MediaStream): Promise<void> {
    const sound = new SoundPath(microphone);
    this.#sound = sound;
    sound.onBroken = () => this.#break();
    const [isLive, offer] = await Promise.all([this.#whenLive(), sound.offer()]);
    if (this.#sound !== sound) return;
    if (!isLive) return this.#step({ input: 'not-connected', why: this.#whyNotLive() });
    this.#dialled = { older: this.#live.view.picture.call?.id };
    const dialled = await this.#live.dial(offer);
    if (this.#sound !== sound) return;
    if (dialled.outcome === 'answered') {
      await sound.accept(dialled.sdp);
      this.#step({ input: 'answered', now: Date.now() });
    } else {
      const why = dialled.outcome === 'refused' ? 'refused' : 'away';
      this.#step({ input: 'not-connected', why });
    }
  }

  /** Sound that cannot come back: the server learns it by the hang-up. */
  #break(): void {
    void this.#live.act({ command: 'hang-up' });
    this.#step({ input: 'broken', now: Date.now() });
  }

  #whyNotLive(): DialProblem {
    return this.#live.view.line.at === 'turned-away' ? 'crowded' : 'away';
  }

  #whenLive(): Promise<boolean> {
    this.#live.want();
    return new Promise(tell => {
      const check = () => {
        const { at } = this.#live.view.line;
        if (at === 'connecting' || at === 'opening') return;
        stop();
        tell(at === 'live');
      };
      const stop = this.#live.subscribe(check);
      check();
    });
  }

  #follow(): void {
    const { picture, line } = this.#live.view;
    const isLive = line.at === 'live';
    const cameBack = isLive && !this.#wasLive;
    this.#wasLive = isLive;
    if (this.#dialled === undefined) return;
    const now = Date.now();
    const call = picture.call?.id === this.#dialled.older ? undefined : picture.call;
    if (call !== undefined) this.#step({ input: 'state', state: call.state, now });
    // The server ended the call while we were away.
    else if (cameBack && this.#view.phase.phase === 'live') this.#step({ input: 'broken', now });
  }

  #step(input: CallInput): void {
    const phase = nextPhase(this.#view.phase, input);
    if (phase === this.#view.phase) return;
    this.#show({ phase });
    if (!isBusy(phase)) this.#release();
  }

  #release(): void {
    if (this.#microphone) closeMicrophone(this.#microphone);
    this.#sound?.close();
    this.#microphone = undefined;
    this.#sound = undefined;
    this.#dialled = undefined;
    this.#show({ muted: false });
  }

  #show(part: Partial<PageCallView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}
