import { Migration } from '@mikro-orm/migrations';

/**
 * What the operator's HTTP API reads: ids, states, counts and times, and no personal data of candidates, except in the
 * books that the law wants to name people (`cases_ledgers`, 職業安定法 Art. 32-15).
 */
export class OperatorConsole extends Migration {
  override up(): void {
    for (const [role, tables] of Object.entries(read)) {
      for (const [table, columns] of Object.entries(tables)) {
        this.addSql(`grant select${columns === all ? '' : ` (${columns})`} on ${table} to ${role}`);
      }
    }
    for (const statement of [...writes, ...indexes]) this.addSql(statement);
    for (const table of protectedTables) {
      const roles = Object.keys(read).filter((role) => read[role as keyof typeof read][table] !== undefined);
      this.addSql(`create policy console on ${table} for select to ${roles.join(', ')} using (true)`);
    }
  }
}

const all = '*';
type Columns = Readonly<Record<string, string>>;
const read: { readonly cases_console: Columns; readonly cases_ledgers: Columns } = {
  cases_console: {
    company: all,
    operator_licence: all,
    retention_run: all,
    retention_setting: all,
    api_key: 'id, company_id, revoked_at',
    follow_up_case:
      'id, company_id, candidate_id, state, closed_reason, stage, next_step, next_step_at, opened_at, next_mail, queued_at, mail_decision, note_missing',
    candidate: 'id, company_id, erased_at, erased_because, merged_into',
    fact: 'company_id, kind, at',
    connection:
      'id, company_id, kind, name, state, counts, last_run_at, last_ok_at, last_error, last_error_at, created_at',
    outbox: 'id, company_id, case_id, kind, attempts, background, created_at, next_attempt_at',
    registration: 'id, company_id, candidate_id, state, confirmed_how, confirmed_at, decided_by',
    complaint: all,
    mikro_orm_migrations: all,
  },
  cases_ledgers: {
    company: all,
    position: all,
    position_conditions: all,
    introduction: all,
    introduction_fact: all,
    provision_record: all,
    candidate: 'id, full_name, family_name, given_name',
    fact: 'seq, case_id, candidate_id, kind, at, data',
    complaint: 'received_at',
    mikro_orm_migrations: all,
  },
};

const withoutRows = ['operator_licence', 'retention_run', 'retention_setting', 'mikro_orm_migrations'];
const protectedTables = [...new Set(Object.values(read).flatMap((tables) => Object.keys(tables)))].filter(
  (table) => !withoutRows.includes(table),
);

const writes = [
  'grant insert on company, operator_licence, outbox, audit_event to cases_console',
  'grant update (answer, answered_by, answered_at) on complaint to cases_console',
  ...['company', 'outbox', 'audit_event'].map(
    (table) => `create policy console_adds on ${table} for insert to cases_console with check (true)`,
  ),
  'create policy console_answers on complaint for update to cases_console using (true) with check (true)',
];

/** Few rows: only erased candidates are in it. */
const indexes = ['create index candidate_erasures on candidate (erased_at desc, id desc) where erased_at is not null'];
