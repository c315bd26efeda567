import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Imported files: their bytes while needed, their progress, and the results per row. */
export class Imports extends Migration {
  override up(): void {
    for (const statement of [...tables, ...indexes, ...names.flatMap((table) => ownRowsPolicies(table)), ...others])
      this.addSql(statement);
  }
}

const names = ['file_import', 'file_import_chunk', 'file_import_row'];

const tables = [
  `create table file_import (
    id uuid primary key, company_id uuid not null references company, connection_id uuid not null references connection,
    state text not null check (state in
      ('receiving', 'queued', 'running', 'needs_columns', 'done', 'refused', 'cancelled', 'failed')),
    dry_run boolean not null, file_name text, file_bytes int not null, sha256 text not null, fingerprint text,
    layout jsonb, columns jsonb, row_count int, rows_done int not null, cursor_row int not null, counts jsonb not null,
    refusal jsonb, proposal jsonb, bytes_kept boolean not null, rows_kept boolean not null,
    created_at timestamptz(3) not null, started_at timestamptz(3), ended_at timestamptz(3),
    check ((state in ('done', 'refused', 'cancelled', 'failed')) = (ended_at is not null)))`,
  `create table file_import_chunk (
    import_id uuid not null references file_import on delete cascade, n int not null,
    company_id uuid not null references company, bytes bytea not null, primary key (import_id, n))`,
  `create table file_import_row (
    import_id uuid not null references file_import on delete cascade, row int not null,
    company_id uuid not null references company, outcome text not null, cells jsonb, errors jsonb, changed jsonb,
    person_hashes text[], primary key (import_id, row))`,
];

const indexes = [
  'create index file_import_page on file_import (company_id, created_at desc, id desc)',
  'create index file_import_connection on file_import (connection_id)',
  `create unique index file_import_once on file_import (connection_id, dry_run, fingerprint)
    where state in ('queued', 'running', 'needs_columns', 'done')`,
  'create index file_import_row_outcome on file_import_row (import_id, outcome, row)',
  'create index file_import_row_person on file_import_row using gin (person_hashes) where person_hashes is not null',
];

const others = [
  // Most files are compressed or short-lived, so TOAST compression costs more than it saves.
  'alter table file_import_chunk alter column bytes set storage external',
  'alter table outbox add constraint outbox_import foreign key (import_id) references file_import on delete cascade',
  'create index outbox_import_of on outbox (import_id) where import_id is not null',
  // false: the file had no date; rejected_at is when it was read.
  'alter table rejection add dated boolean not null default true',
];
