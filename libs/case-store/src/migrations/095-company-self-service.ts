import { Migration } from '@mikro-orm/migrations';

/** Companies change their own settings; the policy `own` lets a session change its own company only. */
export class CompanySelfService extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'grant update (settings) on company to cases_app',
  // A suspended company loses no report, but nothing leaves in its name.
  'alter table company add column suspended_at timestamptz(3), add column suspended_by text',
];
