import { Migration } from '@mikro-orm/migrations';

/** The ledger is append-only for credit-service; a new table has no rights until its migration grants them. */
export class GrantPerTable extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'alter default privileges for role credit_owner in schema public revoke all on tables from credit_app',
  'alter default privileges for role credit_owner in schema public revoke all on sequences from credit_app',
  'alter default privileges for role credit_owner revoke execute on functions from public',
  'revoke all on all tables in schema public from credit_app',
  'revoke all on all sequences in schema public from credit_app',
  'grant select on mikro_orm_migrations to credit_app',
  'grant select, insert on journal_entry, journal_line to credit_app',
  'grant select, insert, update on balance to credit_app',
];
