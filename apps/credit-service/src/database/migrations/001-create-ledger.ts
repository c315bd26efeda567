import { Migration } from '@mikro-orm/migrations';

export class CreateLedger extends Migration {
  override up(): void {
    this.addSql(`create table journal_entry (
      seq bigint generated always as identity primary key, company_id uuid not null, id text not null, kind text not null,
      reverses text, inputs_hash text not null, person_hash text, date date, at timestamptz(3) not null,
      constraint journal_entry_id unique (company_id, id),
      check ((kind = 'referral') = (person_hash is not null and date is not null)))`);
    this.addSql('create index journal_entry_page on journal_entry (company_id, seq)');
    this.addSql(`create index journal_entry_person on journal_entry (company_id, person_hash, date)
      where kind = 'referral'`);
    // A referral is reversed once, a hold is captured or released once.
    this.addSql(`create unique index journal_entry_final on journal_entry (company_id, reverses)
      where reverses is not null`);
    this.addSql(`create table journal_line (
      entry_seq bigint not null references journal_entry, account text not null, company_id uuid not null,
      amount int not null check (amount <> 0), primary key (entry_seq, account))`);
    this.addSql('create index journal_line_company on journal_line (company_id, account)');
    this.addSql(`create table balance (
      company_id uuid primary key, points int not null default 0, credits int not null default 0 check (credits >= 0),
      held int not null default 0 check (held >= 0), spent int not null default 0 check (spent >= 0))`);
    this.addSql('revoke update, delete, truncate on journal_entry, journal_line from credit_app');
  }
}
