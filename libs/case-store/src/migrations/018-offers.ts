import { Migration } from '@mikro-orm/migrations';
import { createSyncFacts, syncedKinds } from './012-sync.ts';
import { ownRowsPolicies } from './policies.ts';

/** Offers (内定) of people who may not have a case yet, and their end. */
export class Offers extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table offer (
    id uuid primary key, company_id uuid not null references company, source_key text not null,
    candidate_remote_id text, application_remote_id text, person_hashes text[] not null, held boolean not null,
    offer_only boolean not null, occurred_at timestamptz(3) not null, created_at timestamptz not null,
    constraint offer_once unique nulls not distinct (company_id, source_key, candidate_remote_id, application_remote_id),
    check (num_nonnulls(candidate_remote_id, application_remote_id) > 0))`,
  'create index offer_application on offer (company_id, source_key, application_remote_id)',
  'create index offer_person on offer using gin (person_hashes)',
  ...ownRowsPolicies('offer'),
  // The end of an offer changes the status of the person in a CRM.
  createSyncFacts([...syncedKinds, 'candidate.offer_ended']),
];
