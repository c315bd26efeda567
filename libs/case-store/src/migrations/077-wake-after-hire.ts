import { Migration } from '@mikro-orm/migrations';

/**
 * A hire through the relay, or its correction, wakes the open cases of the person at every company: what their queues
 * plan will not go for two years (転職勧奨の禁止). As the owner, since no company sees the hire or another's cases.
 */
export class WakeAfterHire extends Migration {
  override up(): void {
    this.addSql(
      `create function wake_after_hire() returns trigger language plpgsql security definer
         set search_path = public, pg_temp as $$ begin
         insert into outbox (company_id, case_id, kind, wake_at)
           select company_id, id, 'nudge', now() from follow_up_case
           where state = 'open' and candidate_id in (
             select candidate_id from candidate_address where person_hash = new.person_hash
               or person_hash in (select person_hash from candidate_address where candidate_id = new.candidate_id))
           order by id;
         return null;
       end $$`,
    );
    this.addSql('revoke all on function wake_after_hire() from public');
    this.addSql(
      `create trigger introduction_hire after update of joined_on on introduction for each row
         when (new.joined_on is distinct from old.joined_on) execute function wake_after_hire()`,
    );
  }
}
