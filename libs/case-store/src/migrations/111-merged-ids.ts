import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Merges that an ATS told before it reported either candidate. */
export class MergedIds extends Migration {
  override up(): void {
    for (const statement of [...statements, ...preview]) this.addSql(statement);
  }
}

const statements = [
  `create table merged_id (
    id uuid primary key, company_id uuid not null references company, source_key text not null, remote_id text not null,
    into_remote_id text not null, created_at timestamptz(3) not null,
    constraint merged_id_once unique (company_id, source_key, remote_id, into_remote_id))`,
  'create index merged_id_into on merged_id (company_id, source_key, into_remote_id)',
  'create index merged_id_age on merged_id (company_id, created_at)',
  ...ownRowsPolicies('merged_id'),
];

/** What the operator's preview of purges counts. */
const preview = [
  'grant select (company_id, created_at) on merged_id to cases_operator',
  'create policy operator on merged_id for select to cases_operator using (true)',
];
