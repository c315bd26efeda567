import { Migration } from '@mikro-orm/migrations';

/** Introductions of candidates to other companies, and the provision records of both sides. */
export class Introductions extends Migration {
  override up(): void {
    for (const statement of [...tables, ...indexes, ...security, ...appendOnly, ...outbox]) this.addSql(statement);
  }
}

const tables = [
  `create table introduction (
    id uuid primary key, company_id uuid not null references company, position_id uuid not null references position,
    referrer_id uuid not null references company, candidate_id uuid not null references candidate,
    case_id uuid not null references follow_up_case, person_hash text not null,
    score double precision not null, score_parts jsonb not null, profile jsonb not null, about jsonb not null,
    state text not null check (state in ('matched', 'asked', 'accepted', 'closed')),
    ended text, report text, next_step text not null, next_step_at timestamptz(3),
    person jsonb, answered_at timestamptz(3), use_stopped_at timestamptz(3), created_at timestamptz(3) not null,
    check (company_id <> referrer_id), check ((state = 'closed') = (ended is not null)))`,
  `create table introduction_fact (
    seq bigint generated always as identity primary key, introduction_id uuid not null references introduction,
    company_id uuid not null, referrer_id uuid not null, kind text not null, at timestamptz(3) not null,
    data jsonb not null, dedupe_key text, constraint introduction_fact_once unique (introduction_id, dedupe_key))`,
  `create table provision_record (
    id uuid primary key, seq bigint generated always as identity unique,
    company_id uuid not null references company, side text not null check (side in ('provider', 'recipient')),
    introduction_id uuid not null references introduction, provided_at timestamptz(3) not null,
    person text, counterpart_name text not null, counterpart_address text not null,
    counterpart_representative text not null, items text[] not null, consent_at timestamptz(3) not null,
    consent_text_version text not null, consent_text_hash text not null, acquired_how text not null,
    keep_until date not null, constraint provision_record_once unique (introduction_id, side))`,
];

const indexes = [
  // At most one open introduction per person, whichever company referred them.
  `create unique index introduction_one_open on introduction (person_hash) where state in ('matched', 'asked')`,
  // A person is introduced for a position once.
  'create unique index introduction_once on introduction (position_id, person_hash)',
  'create index introduction_page on introduction (company_id, created_at, id)',
  'create index introduction_candidate on introduction (candidate_id)',
  'create index introduction_person on introduction (person_hash, created_at)',
  'create index introduction_referrer on introduction (referrer_id)',
  `create index introduction_running on introduction (next_step_at) where state <> 'closed'`,
  'create index introduction_fact_of on introduction_fact (introduction_id, seq)',
  'create index provision_record_page on provision_record (company_id, seq)',
];

/** Receiver and referrer see their own rows; sessions of the relay see all. */
const shared = (table: string) => [
  `alter table ${table} enable row level security`,
  `create policy receiver on ${table} using (company_id = app_company()) with check (company_id = app_company())`,
  `create policy referrer on ${table} using (referrer_id = app_company()) with check (referrer_id = app_company())`,
  `create policy relay on ${table} using (current_setting('app.relay', true) = 'on')`,
];
const security = [
  ...['position', 'company'].map(
    (table) => `create policy relay on ${table} for select using (current_setting('app.relay', true) = 'on')`,
  ),
  ...shared('introduction'),
  ...shared('introduction_fact'),
  'alter table provision_record enable row level security',
  'create policy own on provision_record using (company_id = app_company())',
  `create policy relay on provision_record using (current_setting('app.relay', true) = 'on')`,
];

/** 個人情報保護法 Art. 29(2), 30(4): kept three years; the service role cannot change or delete them. */
const appendOnly = ['introduction_fact', 'provision_record'].map(
  (table) => `revoke update, delete, truncate on ${table} from cases_app`,
);

const outbox = [
  `create policy relay on outbox for insert with check (current_setting('app.relay', true) = 'on')`,
  'alter table outbox alter column case_id drop not null',
  'alter table outbox add column introduction_id uuid references introduction',
  'alter table outbox drop constraint outbox_kind_check',
  `alter table outbox add constraint outbox_kind_check check (
     case kind when 'introduction' then introduction_id is not null
       when 'match' then case_id is null and introduction_id is null
       else kind in ('start', 'nudge') and case_id is not null end)`,
  'create index outbox_introduction on outbox (introduction_id) where introduction_id is not null',
];
