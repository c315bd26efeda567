import { Migration } from '@mikro-orm/migrations';

/** The operator suspends companies and resumes them; what was due in the meantime is decided by the times between. */
export class Suspensions extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table company add column suspended_because text,
     add column past_suspensions jsonb not null default '[]'`,
  'grant update (suspended_at, suspended_by, suspended_because, past_suspensions) on company to cases_console',
  'create policy console_suspends on company for update to cases_console using (true) with check (true)',
  // Asked while a key is looked up, when no company is known yet: for the company of that key only.
  `create function is_company_of_key_suspended() returns boolean language sql stable security definer
     set search_path = public, pg_temp as $$
     select exists (select from api_key k join company c on c.id = k.company_id
       where k.key_hash = nullif(current_setting('app.lookup_hash', true), '') and c.suspended_at is not null) $$`,
  'revoke execute on function is_company_of_key_suspended() from public',
  'grant execute on function is_company_of_key_suspended() to cases_app',
  // Whether a company has an owner.
  'grant select (company_id, role, joined_at, removed_at) on member to cases_console',
  'create policy console on member for select to cases_console using (true)',
  // Webhooks that came in during a suspension wait for its end.
  'grant select (id, suspended_at, past_suspensions) on company to cases_hook_retries',
  'create policy hook_retries on company for select to cases_hook_retries using (true)',
];
