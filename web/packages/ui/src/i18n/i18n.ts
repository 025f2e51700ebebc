/** The words people read: one flat catalogue per language, Chinese fetched only where it is needed. */

import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];
/** Each language in its own words, so that it is found by those who read no other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
};

const STORED = 'rapport.language';

export async function startWords(language: Language = preferred()): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: 'en',
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  await speak(language);
  // Chosen in another window of this browser: all of them speak the same.
  addEventListener('storage', ({ key }) => {
    if (key === STORED) void speak(preferred());
  });
  return i18next;
}

export async function speak(language: Language): Promise<void> {
  if (language === 'zh-CN' && !i18next.hasResourceBundle('zh-CN', 'translation')) {
    const { default: words } = await import('./zh-cn.json');
    i18next.addResourceBundle('zh-CN', 'translation', words);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** As {@link speak}, and remembered on this computer. */
export async function choose(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await speak(language);
}

function preferred(): Language {
  const stored = localStorage.getItem(STORED);
  const wanted = stored ?? navigator.language;
  return wanted.startsWith('zh') ? 'zh-CN' : 'en';
}
