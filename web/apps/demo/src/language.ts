/**
 * The demo page's language: the browser's, decided once.
 */

import { spokenLanguage, translator } from '@rapport/customer/words';
import { en } from './words/en';
import { zhCn } from './words/zh-cn';

export const language = spokenLanguage(navigator.languages);

export const t = translator(language === 'en' ? en : zhCn, language);
