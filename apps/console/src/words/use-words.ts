import { defineTexts } from '../i18n/define-texts.ts';
import { words as en } from './words.en.ts';
import { words as ja } from './words.ja.ts';

/** `useWords()('stages.final')`: the words for what the API names, the same on every screen. */
export const useWords = defineTexts('words', { ja, en });
