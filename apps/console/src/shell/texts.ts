import { defineTexts, defineTranslate } from '../i18n/define-texts.ts';
import { english } from './texts.en.ts';
import { japanese } from './texts.ja.ts';

export const shellTexts = { ja: japanese, en: english };
export const useShellTexts = defineTexts('shell', shellTexts);
/** Outside of components. */
export const translateShell = defineTranslate('shell', shellTexts);
