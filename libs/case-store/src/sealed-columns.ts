import type { SealedColumn } from '@goen/service-kit/rotation';

/** What CONNECTION_SECRET_KEY seals: secrets and tokens of connections, received hooks, and addresses that a CRM may know. */
export const connectionSealedColumns: readonly SealedColumn[] = [
  { table: 'connection', column: 'secrets', key: ['id'], owner: 't.id::text' },
  { table: 'connection', column: 'token', key: ['id'], owner: 't.id::text' },
  { table: 'hook_delivery', column: 'request', key: ['id'], owner: 't.id::text' },
  {
    table: 'sync_record',
    column: 'addresses',
    key: ['connection_id', 'candidate_id'],
    owner: `t.connection_id::text || ':' || t.candidate_id::text`,
  },
];

/** What WEBHOOK_SECRET_KEY seals: the secrets of webhook endpoints, and the addresses of chats. */
export const webhookSealedColumns: readonly SealedColumn[] = [
  { table: 'webhook_endpoint', column: 'secret', key: ['id'], owner: 't.id::text' },
  { table: 'webhook_endpoint', column: 'previous_secret', key: ['id'], owner: 't.id::text' },
];
