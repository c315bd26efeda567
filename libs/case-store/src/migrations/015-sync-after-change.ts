import { Migration } from '@mikro-orm/migrations';

/** New settings also retry records that the CRM refused because of the old ones. */
export class SyncAfterChange extends Migration {
  override up(): void {
    this.addSql(syncConnection);
  }
}

// A record in flight fails with the old settings and is retried. One that intake is writing is due anyway, so locked
// rows are skipped.
const syncConnection = `create or replace function sync_connection() returns trigger language plpgsql as $$ begin
  if new.state = 'deleted' then delete from sync_target where connection_id = new.id; return null; end if;
  update sync_target set paused = (new.state = 'paused'), held_until = now(), faults = 0 where connection_id = new.id;
  if (new.settings, new.secrets) is distinct from (old.settings, old.secrets) then
    update sync_record set version = version + 1, state = 'pending', due_at = now(), attempts = 0, failing_since = null
      where connection_id = new.id and candidate_id in (
        select candidate_id from sync_record where connection_id = new.id
          and (state = 'stuck' or state = 'pending' and (failing_since is not null or unsure))
        for update skip locked);
  end if;
  return null;
end $$`;
