import { Migration } from '@mikro-orm/migrations';

/** A transaction that announces its outbox rows itself, after the commit, does not notify within it. */
export class OutboxAnnouncements extends Migration {
  override up(): void {
    this.addSql(
      `create or replace function notify_outbox() returns trigger language plpgsql set search_path = public, pg_temp as $$ begin
         if current_setting('app.announce_outbox', true) is distinct from 'after_commit' then notify outbox; end if;
         return null;
       end $$`,
    );
  }
}
