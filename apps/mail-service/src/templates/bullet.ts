import type { Locale } from '@goen/contracts';

export const bulletOf = (locale: Locale) => (locale === 'ja' ? '・' : '• ');
