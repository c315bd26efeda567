import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What a company's results count, per day of the facts and month that they belong to. */
export class Results extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rights]) this.addSql(statement);
  }
}

const tables = [
  // Apart from `counted_seq`: a version that does not know the results may advance that one meanwhile.
  `alter table report_progress add column results_seq bigint not null default 0,
     add column results_introduction_seq bigint not null default 0`,
  `create table report_result (
    company_id uuid not null references company, day date not null, month date not null, measure text not null,
    detail text not null, facts int not null, primary key (company_id, day, measure, detail, month))`,
  'create index report_result_month on report_result (company_id, month, measure)',
  `create table entered_applications (
    company_id uuid not null references company, month date not null, applications int not null check (applications >= 0),
    entered_by text not null, entered_at timestamptz(3) not null, primary key (company_id, month))`,
  // Few per company: they are counted whenever somebody asks.
  'create index re_invitation_fact_reported on re_invitation_fact (company_id, kind, at)',
];

const rights = [
  ...ownRowsPolicies('report_result', 'select, insert, update, delete'),
  ...ownRowsPolicies('entered_applications', 'select, insert, update, delete'),
];
