import type { Locale } from '@goen/contracts/public';

export const getBullet = (locale: Locale) => (locale === 'ja' ? '・' : '• ');
