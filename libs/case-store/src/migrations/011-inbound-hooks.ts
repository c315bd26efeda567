import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** The journal of inbound webhooks, and the lookup of a connection before its company is known. */
export class InboundHooks extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table hook_delivery (
    id uuid primary key, company_id uuid not null references company,
    connection_id uuid not null references connection, delivery_key text not null,
    state text not null check (state in ('received', 'held', 'taken', 'ignored', 'refused')),
    request bytea, told jsonb not null, case_ids uuid[] not null, deliveries int not null, received_at timestamptz(3) not null,
    settled_at timestamptz(3), constraint hook_delivery_once unique (connection_id, delivery_key))`,
  'create index hook_delivery_page on hook_delivery (connection_id, received_at desc, id desc)',
  `create index hook_delivery_open on hook_delivery (connection_id, received_at, id)
    where state in ('received', 'held', 'refused')`,
  'create index hook_delivery_age on hook_delivery (company_id, received_at)',
  'create index hook_delivery_case on hook_delivery using gin (case_ids)',
  ...ownRowsPolicies('hook_delivery'),
  // A webhook names its connection only; the session sees just that row.
  `create policy by_hook on connection for select
    using (id = nullif(current_setting('app.hook_connection', true), '')::uuid)`,
];
