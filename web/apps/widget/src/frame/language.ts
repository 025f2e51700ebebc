/**
 * The frame's language: the one that was chosen in this browser, else the browser's own. All tabs go with a choice.
 */

import { type Language, spokenLanguage, type Translate, translator } from '@rapport/customer/words';
import { type FrameWord, frameEn } from '../words/frame-en';
import { frameZhCn } from '../words/frame-zh-cn';

/** Each in its own words, so that it is found by those who read no other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
};

const NAME = 'rapport.chat-language';
let current = preferred();
let words = inLanguage(current);
let tellChosen = () => {};

export const t: Translate<FrameWord> = (key, values) => words(key, values);

export function language(): Language {
  return current;
}

/** Remembers it, and tells it to whoever listens: here and in the other tabs. */
export function choose(chosen: Language): void {
  try {
    localStorage.setItem(NAME, chosen);
  } catch {
    // Without storage it is chosen for this page alone.
  }
  speak(chosen);
}

/** `then` is called whenever another language is spoken from now on. */
export function onLanguage(then: () => void): void {
  tellChosen = then;
  window.addEventListener('storage', ({ key }) => {
    if (key === NAME) speak(preferred());
  });
}

function speak(chosen: Language): void {
  if (chosen === current) return;
  current = chosen;
  words = inLanguage(chosen);
  tellChosen();
}

function preferred(): Language {
  return spokenLanguage([kept() ?? '', ...navigator.languages]);
}

function kept(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function inLanguage(chosen: Language): Translate<FrameWord> {
  return translator<FrameWord>(chosen === 'en' ? frameEn : frameZhCn, chosen);
}
