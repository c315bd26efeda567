import { Migration } from '@mikro-orm/migrations';

export class AddWordings extends Migration {
  override up(): void {
    this.addSql(`
      create table wording_version (
        id uuid primary key,
        seq bigint generated always as identity unique,
        company_id uuid not null,
        kind text not null,
        locale text not null,
        stage text,
        job_category text,
        job_category_key text,
        version int not null check (version >= 1),
        subject text,
        body text,
        saved_at timestamptz not null,
        saved_by text not null,
        check ((subject is null) = (body is null)),
        check ((job_category is null) = (job_category_key is null)),
        constraint wording_version_once
          unique nulls not distinct (company_id, kind, locale, stage, job_category_key, version)
      )`);
    this.addSql('create index wording_version_page on wording_version (company_id, seq)');
    this.addSql('revoke update, delete, truncate on wording_version from mail_app');
    // The exact wording of a mail, and the legal basis for sending it (特定電子メール法 Art. 3).
    this.addSql('alter table message add column wording_version text');
    this.addSql("alter table message add column basis text check (basis in ('address_notified', 'opt_in'))");
    this.addSql('alter table message add column basis_proof jsonb');
    this.addSql('alter table message add column missing text[]');
  }
}
