import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What members want to hear of by mail, and what there is to tell: counts, without any person. */
export class MemberNews extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const frequency = (name: string) => `${name} text not null check (${name} in ('at_once', 'daily', 'off'))`;

const statements = [
  `create table company_news (
    id uuid primary key default gen_random_uuid(), company_id uuid not null references company,
    topic text not null check (topic in ('acceptances', 'interests', 'failures')),
    dedupe_key text, created_at timestamptz not null default now(), unique (company_id, dedupe_key))`,
  'create index company_news_age on company_news (company_id, created_at)',
  ...ownRowsPolicies('company_news', 'select, insert, delete'),
  // Introductions are accepted in sessions of the relay.
  'create policy relay on company_news for insert to cases_relay with check (true)',
  'grant insert on company_news to cases_relay',
  `create table member_notification (
    member_id uuid primary key references member, company_id uuid not null references company,
    ${['acceptances', 'interests', 'failures'].map(frequency).join(', ')},
    told_at_once_until timestamptz not null, told_daily_until timestamptz not null)`,
  ...ownRowsPolicies('member_notification', 'select, insert, update'),
];
