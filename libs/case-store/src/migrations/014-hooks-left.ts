import { Migration } from '@mikro-orm/migrations';

/** Indexes to find webhook bodies by the addresses in them, and interrupted deliveries. */
export class HooksLeft extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table hook_delivery add person_hashes text[] not null default '{}'`,
  'create index hook_delivery_person on hook_delivery using gin (person_hashes)',
  `create index hook_delivery_left on hook_delivery (received_at) where state = 'received'`,
  // The job that retries interrupted webhooks sees those deliveries of all companies and no other row.
  `create policy left_over on hook_delivery for select
    using (state = 'received' and current_setting('app.hooks_left', true) = 'on')`,
];
