import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What consents name of the operator, and each consent text word for word as it was shown. */
export class ConsentTexts extends Migration {
  override up(): void {
    const policies = ownRowsPolicies('consent_text', 'select, insert');
    for (const statement of [...statements, ...policies, ...operator]) this.addSql(statement);
  }
}

const statements = [
  // Null in licences that were recorded before consents named these.
  `alter table operator_licence add column operator_name text, add column address text,
     add column complaints_contact text, add column occupations text, add column fees text`,
  `create table consent_text (
    company_id uuid not null references company, hash text not null, version text not null, locale text not null,
    paragraphs text[] not null, first_used_at timestamptz(3) not null, primary key (company_id, hash))`,
];

const operator = [
  'create policy operator on consent_text to cases_operator using (true) with check (true)',
  'grant select on consent_text to cases_operator',
];
