/**
 * The launcher (C1): a button with a label and an unread badge, and the panel that holds the frame. Lives in a shadow
 * root with a style sheet of its own, so the site's styles and ours do not meet.
 */

import type { WidgetConfig } from '@rapport/customer/wire';
import { type Language, spokenLanguage, type Translate, translator } from '@rapport/customer/words';
import { listenTo, readToLoader, type ToLoader, tell } from '../bridge';
import { type LauncherWord, launcherEn } from '../words/launcher-en';
import { launcherZhCn } from '../words/launcher-zh-cn';
import { drawLauncher, type LauncherParts } from './drawing';
import { SiteMemory } from './site-memory';

export class Launcher {
  readonly #server: string;
  readonly #config: WidgetConfig;
  readonly #memory: SiteMemory;
  #t: Translate<LauncherWord>;
  readonly #parts: LauncherParts;
  readonly #peer: { readonly origin: string; window(): Window | null | undefined };
  #frame: HTMLIFrameElement | undefined;
  #identity: string | undefined;
  #mustForget = false;
  #frameIsReady = false;
  #wantsFocus = false;
  #unread = 0;

  constructor(server: string, config: WidgetConfig) {
    this.#server = server;
    this.#config = config;
    this.#memory = new SiteMemory(config.key);
    const language = spokenLanguage([this.#memory.language, ...navigator.languages]);
    this.#t = wordsIn(language);
    this.#parts = drawLauncher(language, this.#t('chat', { name: config.name }));
    this.#peer = { origin: server, window: () => this.#frame?.contentWindow };
  }

  show(): void {
    const { host, button } = this.#parts;
    listenTo(this.#peer, readToLoader, message => this.#hear(message));
    button.addEventListener('click', () =>
      this.#isOpen ? this.#minimise() : this.#open('by-hand'),
    );
    host.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.#isOpen) this.#minimise();
    });
    // How a site opens the chat from a button of its own.
    document.addEventListener('rapport:open', () => this.#open('by-hand'));
    this.#label();
    document.body.append(host);
    document.dispatchEvent(new CustomEvent('rapport:ready'));
    // What another tab has begun is followed here: its answers count in all of them.
    this.#memory.onBusyElsewhere(() => this.#loadFrame());
    if (this.#memory.isOpen) this.#open('by-itself');
    else if (this.#memory.isBusy) this.#loadFrame();
  }

  /** DK14: kept for the frame, which may not be there yet. */
  identify(identity: string): void {
    this.#identity = identity;
    if (this.#frameIsReady) tell(this.#peer, { tell: 'identify', identity });
  }

  /** What the frame keeps is the frame's, so it is loaded to forget it. */
  forget(): void {
    this.#identity = undefined;
    this.#mustForget = true;
    this.#loadFrame();
    if (this.#frameIsReady) this.#introduce();
  }

  #introduce(): void {
    if (this.#mustForget) tell(this.#peer, { tell: 'forget' });
    this.#mustForget = false;
    const identity = this.#identity;
    if (identity !== undefined) tell(this.#peer, { tell: 'identify', identity });
  }

  get #isOpen(): boolean {
    return !this.#parts.panel.hidden;
  }

  #open(how: 'by-hand' | 'by-itself'): void {
    this.#loadFrame();
    this.#parts.panel.hidden = false;
    this.#memory.isOpen = true;
    this.#label();
    // After navigation the chat is where it was, but the page keeps the focus.
    this.#wantsFocus = how === 'by-hand';
    if (this.#frameIsReady) this.#tellOpened();
  }

  #tellOpened(): void {
    if (this.#wantsFocus) this.#frame?.focus();
    this.#wantsFocus = false;
    tell(this.#peer, { tell: 'opened' });
  }

  #minimise(): void {
    this.#parts.panel.hidden = true;
    this.#memory.isOpen = false;
    this.#label();
    tell(this.#peer, { tell: 'minimised' });
    this.#parts.button.focus();
  }

  #loadFrame(): void {
    if (this.#frame !== undefined) return;
    const frame = document.createElement('iframe');
    frame.title = this.#t('chat', { name: this.#config.name });
    // The frame must know whom to answer. A fragment is not sent to any server.
    const fragment = `#origin=${encodeURIComponent(location.origin)}`;
    const key = encodeURIComponent(this.#config.key);
    frame.src = `${this.#server}/widget/frame?key=${key}${fragment}`;
    this.#parts.panel.append(frame);
    this.#frame = frame;
  }

  #hear(message: ToLoader): void {
    switch (message.tell) {
      case 'ready':
        this.#frameIsReady = true;
        this.#introduce();
        if (this.#isOpen) this.#tellOpened();
        return;
      case 'minimise':
        this.#minimise();
        return;
      case 'unread':
        this.#unread = message.count;
        this.#label();
        return;
      case 'busy':
        this.#memory.isBusy = message.busy;
        return;
      case 'language':
        this.#speak(message.language);
        return;
    }
  }

  #speak(language: Language): void {
    const { host, panel } = this.#parts;
    if (host.lang === language) return;
    this.#memory.language = language;
    this.#t = wordsIn(language);
    host.lang = language;
    const title = this.#t('chat', { name: this.#config.name });
    panel.setAttribute('aria-label', title);
    if (this.#frame) this.#frame.title = title;
    this.#label();
  }

  #label(): void {
    const { button, label, badge, news } = this.#parts;
    const unread =
      this.#unread > 0 && !this.#isOpen ? this.#t('unread', { count: this.#unread }) : '';
    const act = this.#t(this.#isOpen ? 'close' : 'open');
    label.textContent = this.#t('open');
    button.setAttribute('aria-label', unread ? `${act}, ${unread}` : act);
    button.setAttribute('aria-expanded', String(this.#isOpen));
    badge.hidden = unread === '';
    badge.textContent = this.#unread > UNREAD_MAX ? `${UNREAD_MAX}+` : String(this.#unread);
    if (news.textContent !== unread) news.textContent = unread;
  }
}

const UNREAD_MAX = 9;

function wordsIn(language: Language): Translate<LauncherWord> {
  return translator<LauncherWord>(language === 'en' ? launcherEn : launcherZhCn, language);
}
