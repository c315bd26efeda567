import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** One address, several candidates: a member decides whose it is. */
export class SharedAddresses extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('shared_address')]) this.addSql(statement);
  }
}

const statements = [
  `alter table candidate add address_state text check (address_state in ('shared', 'of_another'))`,
  `create table shared_address (
    id uuid primary key, company_id uuid not null references company, person_hash text not null,
    state text not null check (state in ('open', 'decided')), owner_id uuid references candidate, decided_by text,
    decided_at timestamptz(3), created_at timestamptz(3) not null,
    constraint shared_address_once unique (company_id, person_hash))`,
  'create index shared_address_page on shared_address (company_id, state, created_at desc, id desc)',
];
