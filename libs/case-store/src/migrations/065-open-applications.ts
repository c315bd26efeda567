import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Applications that are still in selection: ids, the stage, and since when. */
export class OpenApplications extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('open_application'), ...preview]) this.addSql(statement);
  }
}

const statements = [
  `create table open_application (
    id uuid primary key, company_id uuid not null references company, connection_id uuid not null references connection,
    application_remote_id text not null, candidate_remote_id text, stage text, moved_at timestamptz(3) not null,
    seen_at timestamptz(3) not null,
    constraint open_application_once unique (connection_id, application_remote_id))`,
  'create index open_application_moved on open_application (company_id, moved_at, id)',
  'create index open_application_age on open_application (company_id, seen_at)',
];

/** What the operator's preview of purges counts. */
const preview = [
  'grant select (company_id, seen_at) on open_application to cases_operator',
  'create policy operator on open_application for select to cases_operator using (true)',
];
