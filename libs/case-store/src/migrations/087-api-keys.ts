import { Migration } from '@mikro-orm/migrations';

/** Members manage the keys of their company: expiry, rotation, last use. Keys of older versions have none of these. */
export class ApiKeys extends Migration {
  override up(): void {
    this.addSql(
      `alter table api_key add column created_by text, add column expires_at timestamptz(3),
         add column last_used_on date, add column rotated_from uuid references api_key`,
    );
    this.addSql('grant insert, update (revoked_at, expires_at, last_used_on) on api_key to cases_app');
  }
}
