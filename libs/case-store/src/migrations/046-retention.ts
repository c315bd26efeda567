import { Migration } from '@mikro-orm/migrations';

/** How long data is kept, the last purge, and an index for each purge. */
export class Retention extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rights, ...indexes]) this.addSql(statement);
  }
}

/** Of the whole platform, without personal data: no row-level security. */
const tables = [
  `create table retention_setting (
    kind text primary key, keep_days int not null check (keep_days >= 0), set_at timestamptz(3) not null)`,
  `create table retention_run (
    kind text primary key, keep_days int not null, rows int not null, is_complete boolean not null,
    ended_at timestamptz(3) not null)`,
];

/** What the operator's preview reads to count old rows, and nothing else of them. */
const counted = {
  idempotency_key: 'company_id, created_at',
  hook_delivery: 'company_id, connection_id, state, received_at, settled_at',
  webhook_event: 'id, company_id, occurred_at',
  webhook_delivery: 'event_id, state, created_at',
  file_import: 'id, company_id, bytes_kept, rows_kept, ended_at',
  file_import_chunk: 'import_id, company_id',
  file_import_row: 'import_id, company_id',
  mail_edit: 'company_id, case_id, created_at',
  approval_reminder: 'company_id, created_at',
  candidate_link: 'company_id, candidate_id',
};

const rights = [
  'revoke all on retention_setting, retention_run from cases_app, cases_operator',
  'grant select on retention_setting to cases_app',
  'grant select, insert, update on retention_run to cases_app',
  'grant select, insert, update on retention_setting to cases_operator',
  'grant select on retention_run to cases_operator',
  // Emitting events no longer purges them.
  'revoke update, delete on webhook_event from cases_relay',
  // A round deletes as the company whose rows they are.
  'grant delete on approval_reminder, candidate_link, outbox to cases_app',
  ...Object.entries(counted).flatMap(([table, columns]) => [
    `grant select (${columns}) on ${table} to cases_operator`,
    `create policy operator on ${table} for select to cases_operator using (true)`,
  ]),
];

const indexes = [
  // In place of hook_delivery_age: what a paused connection holds is not read at each purge.
  `create index hook_delivery_settled on hook_delivery (company_id, (coalesce(settled_at, received_at)))
    where state not in ('received', 'held')`,
  'drop index hook_delivery_age',
  // Rows that Temporal took at once are never in it.
  'create index outbox_failing on outbox (company_id, created_at) where attempts >= 10',
  'create index mail_edit_age on mail_edit (company_id, created_at)',
  'create index approval_reminder_age on approval_reminder (company_id, created_at)',
  `create index introduction_contact on introduction (company_id, created_at)
    where person is not null and state = 'closed'`,
  'create index candidate_erased on candidate (company_id, erased_at) where erased_at is not null',
];
