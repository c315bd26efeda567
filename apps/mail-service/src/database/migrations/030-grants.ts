import { Migration } from '@mikro-orm/migrations';

/** mail-service has the rights on each table that its code uses; a new table has none until its migration grants them. */
export class GrantPerTable extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'alter default privileges for role mail_owner in schema public revoke all on tables from mail_app',
  'alter default privileges for role mail_owner in schema public revoke all on sequences from mail_app',
  'alter default privileges for role mail_owner revoke execute on functions from public',
  'revoke all on all tables in schema public from mail_app',
  'revoke all on all sequences in schema public from mail_app',
  'grant select on mikro_orm_migrations to mail_app',
  'grant select, insert on provider_event, suppression_removal, wording_version to mail_app',
  'grant select, insert, update on message, case_notice, sender_domain, rate_limit to mail_app',
  'grant select, insert, update, delete on suppression, send_batch to mail_app',
];
