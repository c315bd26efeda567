import type { Locale } from '@goen/contracts/public';

export const bulletOf = (locale: Locale) => (locale === 'ja' ? '・' : '• ');
