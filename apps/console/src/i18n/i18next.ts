import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

// At once, because every part adds its texts when it is loaded. `before-paint.js` has chosen the language.
void i18next.use(initReactI18next).init({
  lng: document.documentElement.lang === 'en' ? 'en' : 'ja',
  fallbackLng: false,
  initAsync: false,
  resources: {},
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

export { i18next };
