import { useTranslation } from 'react-i18next';
import { i18next } from './i18next.ts';

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'goen-language';

export const readLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'ja');

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'ja';
}

export function changeLanguage(language: Language): void {
  document.documentElement.lang = language;
  localStorage.setItem(storageKey, language);
  void i18next.changeLanguage(language);
}
