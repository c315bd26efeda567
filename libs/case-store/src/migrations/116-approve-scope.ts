import { Migration } from '@mikro-orm/migrations';

/** Approving has a scope of its own: keys that could approve until now go on doing so. */
export class ApproveScope extends Migration {
  override up(): void {
    this.addSql(
      `update api_key set scopes = scopes || '{mail:approve}'
       where 'mail:write' = any(scopes) and not 'mail:approve' = any(scopes)`,
    );
  }
}
