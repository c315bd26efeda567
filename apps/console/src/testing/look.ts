import type { BrowserContextOptions } from 'playwright-core';

export type Look = {
  readonly language?: 'ja' | 'en';
  readonly scheme?: 'light' | 'dark';
  readonly size?: 'desktop' | 'phone';
};

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** The browser of a person who looks at the console in this form: Japanese, light and on a desktop, unless said. */
export const toContext = ({ language = 'ja', scheme = 'light', size = 'desktop' }: Look): BrowserContextOptions => ({
  viewport: sizes[size],
  isMobile: size === 'phone',
  hasTouch: size === 'phone',
  colorScheme: scheme,
  locale: language === 'ja' ? 'ja-JP' : 'en-GB',
  // Far from Japan: what is shown must be in Japan's time all the same.
  timezoneId: 'America/Los_Angeles',
  reducedMotion: 'reduce',
});
