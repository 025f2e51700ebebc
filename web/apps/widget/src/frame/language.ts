/**
 * The frame's language: the browser's, decided once.
 */

import { spokenLanguage, translator } from '@rapport/customer/words';
import { frameEn } from '../words/frame-en';
import { frameZhCn } from '../words/frame-zh-cn';

export const language = spokenLanguage(navigator.languages);

export const t = translator(language === 'en' ? frameEn : frameZhCn, language);
