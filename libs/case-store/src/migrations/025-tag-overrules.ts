import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** A company overrules that a value is refused as sensitive; revoked rows stay as history. */
export class TagOverrules extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('tag_overrule')]) this.addSql(statement);
  }
}

const statements = [
  `create table tag_overrule (
    id uuid primary key, company_id uuid not null references company, value text not null, value_key text not null,
    overruled_by text not null, because text not null, created_at timestamptz(3) not null, revoked_by text,
    revoked_as text check (revoked_as in ('company', 'operator')), revoked_at timestamptz(3))`,
  'create unique index tag_overrule_active on tag_overrule (company_id, value_key) where revoked_at is null',
  'create index tag_overrule_page on tag_overrule (company_id, created_at desc, id desc)',
  'revoke delete, truncate on tag_overrule from cases_app',
];
