import { Migration } from '@mikro-orm/migrations';

/**
 * Nine checks per accepted report that the company exists. Row-level security proves it: a session writes rows of the company
 * of its token only, and companies are never deleted. Candidates keep the reference, and these rows theirs to candidates.
 */
export class CompanyReferences extends Migration {
  override up(): void {
    for (const table of tables) {
      const name = table === 'outbox' ? 'outbox_company' : `${table}_company_id_fkey`;
      this.addSql(`alter table ${table} drop constraint if exists ${name}`);
    }
  }
}

const tables = [
  'candidate_address',
  'candidate_alias',
  'candidate_tag',
  'application',
  'follow_up_case',
  'rejection',
  'fact',
  'outbox',
  'idempotency_key',
];
