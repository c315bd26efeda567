import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Webhook endpoints of companies, events, and deliveries of events to endpoints. */
export class Webhooks extends Migration {
  override up(): void {
    for (const statement of [...tables, ...indexes, ...names.flatMap((table) => ownRowsPolicies(table)), ...others])
      this.addSql(statement);
  }
}

const names = ['webhook_endpoint', 'webhook_event', 'webhook_delivery'];

const tables = [
  `create table webhook_endpoint (
    id uuid primary key, company_id uuid not null references company, url text not null, description text,
    types text[] not null, state text not null check (state in ('enabled', 'disabled')), disabled_because text,
    secret bytea not null, previous_secret bytea, previous_secret_until timestamptz(3),
    last_delivered_at timestamptz(3), last_failed_at timestamptz(3), created_at timestamptz(3) not null,
    check ((state = 'disabled') = (disabled_because is not null)),
    check ((previous_secret is null) = (previous_secret_until is null)))`,
  `create table webhook_event (
    id uuid primary key, company_id uuid not null references company, type text not null, data jsonb not null,
    dedupe_key text, occurred_at timestamptz(3) not null,
    constraint webhook_event_once unique (company_id, dedupe_key))`,
  `create table webhook_delivery (
    id uuid primary key, company_id uuid not null references company,
    event_id uuid not null references webhook_event on delete cascade,
    endpoint_id uuid not null references webhook_endpoint on delete cascade,
    state text not null check (state in ('pending', 'delivered', 'failed', 'dropped')), attempts int not null default 0,
    next_attempt_at timestamptz(3), last_attempt_at timestamptz(3), last_status int, last_error text,
    created_at timestamptz(3) not null, check ((state = 'pending') = (next_attempt_at is not null)))`,
];

const indexes = [
  'create index webhook_endpoint_company on webhook_endpoint (company_id)',
  'create index webhook_event_age on webhook_event (company_id, occurred_at)',
  'create index webhook_delivery_event on webhook_delivery (event_id)',
  'create index webhook_delivery_page on webhook_delivery (endpoint_id, created_at desc, id desc)',
  `create index webhook_delivery_due on webhook_delivery (endpoint_id, next_attempt_at, id) where state = 'pending'`,
];

/** The deliverer's session claims deliveries of all companies and sees nothing else; the relay emits events of introductions. */
const others = [
  `create policy deliver on webhook_delivery using (current_setting('app.deliver', true) = 'on')`,
  ...names.map(
    (table) => `create policy relay on ${table} using (current_setting('app.relay', true) = 'on')
      with check (current_setting('app.relay', true) = 'on')`,
  ),
];
