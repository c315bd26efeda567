import { Migration } from '@mikro-orm/migrations';

/** Settings, secrets and status of connections, and their outbox rows. */
export class Connections extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table connection
    add settings jsonb not null default '{}',
    add secrets bytea,
    add state text not null default 'active' check (state in ('active', 'paused', 'deleted')),
    add cursor jsonb,
    add counts jsonb not null default '{}',
    add last_run_at timestamptz(3),
    add last_ok_at timestamptz(3),
    add last_error jsonb,
    add last_error_at timestamptz(3),
    add token bytea,
    add token_expires_at timestamptz(3),
    add updated_at timestamptz(3) not null default now(),
    alter created_at type timestamptz(3),
    add check (state <> 'deleted' or (secrets is null and token is null))`,
  'create index connection_page on connection (company_id, created_at desc, id desc)',
  `grant insert, update on connection to cases_app`,
  'alter table outbox add connection_id uuid references connection, add import_id uuid',
  'create index outbox_connection on outbox (connection_id) where connection_id is not null',
  'alter table outbox drop constraint outbox_kind_check',
  `alter table outbox add constraint outbox_kind_check check (
    (kind in ('start', 'nudge') and case_id is not null) or (kind = 'introduction' and introduction_id is not null)
    or kind = 'match' or (kind = 'connection' and connection_id is not null) or (kind = 'import' and import_id is not null))`,
];
