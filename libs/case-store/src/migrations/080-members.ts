import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** The people of a company who sign in, and those of the operator. */
export class Members extends Migration {
  override up(): void {
    for (const statement of [...members, ...staff]) this.addSql(statement);
  }
}

/** Who was removed keeps a name, and neither address nor hash. */
const person = `email text, email_hash text, name text not null, locale text not null check (locale in ('ja', 'en')),
    created_at timestamptz(3) not null, removed_at timestamptz(3),
    check ((removed_at is null) = (email is not null)), check ((email is null) = (email_hash is null))`;

const members = [
  `create table member (
    id uuid primary key, company_id uuid not null references company,
    role text not null check (role in ('owner', 'recruiter', 'approver', 'viewer')), joined_at timestamptz(3), ${person})`,
  'create unique index member_address on member (email_hash, company_id)',
  'create index member_page on member (company_id, created_at desc, id desc)',
  ...ownRowsPolicies('member', 'select, insert, update'),
  // Of which companies a person is a member is asked before a company is known.
  `create policy by_secret on member for select to cases_app
     using (email_hash = (select nullif(current_setting('app.lookup_hash', true), '')))`,
  'create policy operator on member to cases_operator using (true) with check (true)',
  'grant select, insert, update on member to cases_operator',
];

const staff = [
  `create table operator_staff (id uuid primary key, ${person})`,
  'create unique index operator_staff_address on operator_staff (email_hash)',
  'alter table operator_staff enable row level security',
  'alter table operator_staff force row level security',
  'create policy owner on operator_staff to cases_owner using (true) with check (true)',
  'create policy operator on operator_staff to cases_operator using (true) with check (true)',
  'grant select, insert, update on operator_staff to cases_operator',
];
