import { defineTexts } from '../../i18n/define-texts.ts';
import { english as en } from './texts.en.ts';
import { japanese as ja } from './texts.ja.ts';

export const useTexts = defineTexts('singleSignOn', { ja, en });
