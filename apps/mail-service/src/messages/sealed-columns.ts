import type { SealedColumn } from '@goen/service-kit/rotation';

/** What MAIL_BODY_KEY seals; whom for: `body-cipher.ts`. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'message', column: 'rendered', key: ['id'], owner: 't.id::text' },
  { table: 'message', column: 'provider_text', key: ['id'], owner: `t.id::text || ':provider-text'` },
];
