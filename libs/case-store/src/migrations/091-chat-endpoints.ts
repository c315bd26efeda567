import { Migration } from '@mikro-orm/migrations';

/** A chat receives events like an endpoint; its address is a secret, so `url` names the host alone. */
export class ChatEndpoints extends Migration {
  override up(): void {
    this.addSql(`alter table webhook_endpoint
      add column format text not null default 'standard' check (format in ('standard', 'slack', 'teams', 'chatwork')),
      add column locale text not null default 'ja'`);
  }
}
