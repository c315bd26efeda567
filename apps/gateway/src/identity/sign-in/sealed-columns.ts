import type { SealedColumn } from '@goen/service-kit/rotation';

/** Whom the client secrets of single sign-on are sealed for. */
export const sealOwner = 'single-sign-on';

/** What CONNECTION_SECRET_KEY seals in the database `identity`. */
export const identitySealedColumns: readonly SealedColumn[] = [
  { table: 'ssoProvider', column: 'oidcConfig', key: ['id'], owner: `'${sealOwner}'`, isText: true },
];
