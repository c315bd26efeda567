import { Migration } from '@mikro-orm/migrations';

/** Bodies of webhooks are found by the addresses in them; deliveries that were broken off, by whoever takes them up. */
export class HooksLeft extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table hook_delivery add person_hashes text[] not null default '{}'`,
  'create index hook_delivery_person on hook_delivery using gin (person_hashes)',
  `create index hook_delivery_left on hook_delivery (received_at) where state = 'received'`,
  // Who takes up what was broken off sees those deliveries of all companies, and no other row.
  `create policy left_over on hook_delivery for select
    using (state = 'received' and current_setting('app.hooks_left', true) = 'on')`,
];
