import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** The working conditions of positions (職業安定法 Art. 5-3), each version kept. Earlier positions have none. */
export class WorkingConditionsOfPositions extends Migration {
  override up(): void {
    const policies = ownRowsPolicies('position_conditions', 'select, insert');
    for (const statement of [...statements, ...policies, ...operator]) this.addSql(statement);
  }
}

const statements = [
  'alter table position add column conditions jsonb, add column conditions_version integer not null default 0',
  `create table position_conditions (
    position_id uuid not null references position, version integer not null check (version > 0),
    company_id uuid not null references company, conditions jsonb, created_at timestamptz(3) not null,
    primary key (position_id, version))`,
  'create index position_conditions_company on position_conditions (company_id)',
];

const operator = [
  'create policy operator on position_conditions to cases_operator using (true) with check (true)',
  'grant select on position_conditions to cases_operator',
];
