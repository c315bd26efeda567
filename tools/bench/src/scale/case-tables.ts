/**
 * What a year of the product leaves behind, made of `bench.person` in SQL: a thousand cases a day at a million, nine in
 * ten asleep. `bench.u(n, draw)` is a number from 0 to 1 that the seed decides.
 */
export const createHelpers = (seed: number, now: string): string[] => [
  'drop schema if exists bench cascade',
  'create schema bench',
  `create function bench.u(n bigint, draw int) returns float8 language sql immutable parallel safe
     as $$ select (hashint8extended(n * 64 + draw, ${seed}) & 9007199254740991)::float8 / 9007199254740992 $$`,
  `create function bench.id(kind text, n bigint) returns uuid language sql immutable parallel safe
     as $$ select overlay(overlay(md5(kind || n || '.${seed}') placing '4' from 13) placing '8' from 17)::uuid $$`,
  `create function bench.since(n bigint, of bigint) returns timestamptz language sql immutable parallel safe
     as $$ select date_trunc('milliseconds', timestamptz '${now}' - interval '365 days' * (1 - n::float8 / of)) $$`,
  `create function bench.now() returns timestamptz language sql immutable parallel safe
     as $$ select timestamptz '${now}' $$`,
  `create unlogged table bench.person (n int, company_id uuid, family text, given text, family_kana text, given_kana text,
     email text, job text, prefecture text, name_key text, job_key text, grams int[], prefecture_id text,
     candidate_id uuid, case_id uuid, application_id uuid, rejection_id uuid, person_hash text, since timestamptz,
     stage text)`,
];

const companyId = (n: string) => `('00000000-0000-4000-8000-' || lpad(to_hex(${n} + 1), 12, '0'))::uuid`;
const isOpen = 'bench.u(n, 1) < 0.9';
const hasRelayConsent = 'bench.u(n, 2) < 0.25';
const isReferred = 'bench.u(n, 2) < 0.22';
const isMailed = 'bench.u(n, 3) < 0.92';
const sixMonths = `interval '182 days'`;

/** Half of the companies approve their mails; two in five have a CRM, half a webhook endpoint. */
export const companyTables = (companies: number): string[] => [
  `insert into company select ${companyId('n')}, '株式会社 ' || n, 'c' || n, jsonb_build_object(
     'sender', jsonb_build_object('name', '株式会社 ' || n, 'fromAddress', 'saiyo@c' || n || '.example',
       'postalAddress', '東京都', 'contact', 'saiyo@c' || n || '.example'),
     'approval', case when n % 2 = 0 then 'automatic' else 'required' end, 'representative', '代表'), bench.now()
   from generate_series(0, ${companies - 1}) n`,
  `insert into connection (id, company_id, kind, name, created_at)
     select bench.id('file', n), ${companyId('n')}, 'file', 'x', bench.now() from generate_series(0, ${companies - 1}) n`,
  `insert into connection (id, company_id, kind, name, created_at)
     select bench.id('hook', n), ${companyId('n')}, 'greenhouse', 'x', bench.now()
     from generate_series(0, ${companies - 1}) n`,
  `insert into connection (id, company_id, kind, name, created_at)
     select bench.id('crm', n), ${companyId('n')}, 'hubspot', 'x', bench.now() from generate_series(0, ${companies - 1}) n
     where n % 5 < 2`,
  `insert into sync_target (connection_id, company_id, reach)
     select id, company_id, 'all' from connection where kind = 'hubspot'`,
  `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     select bench.id('endpoint', n), ${companyId('n')}, 'https://c' || n || '.example/hooks', '{}', 'enabled', '\\x00',
       bench.now() from generate_series(0, ${companies - 1}) n where n % 2 = 0`,
  `insert into file_import (id, company_id, connection_id, state, dry_run, file_bytes, sha256, rows_done, cursor_row,
     counts, bytes_kept, rows_kept, created_at, ended_at)
     select bench.id('import', n * 12 + nth), ${companyId('n')}, bench.id('file', n), 'done', false, 1000000, '', 0, 0,
       '{}', false, true, bench.now() - nth * interval '30 days', bench.now()
     from generate_series(0, ${companies - 1}) n, generate_series(0, 11) nth`,
  `insert into position (id, company_id, title, state, tags, required_ids, desired_ids, region_ids, seats, created_at)
     select bench.id('position', n * 10 + nth), ${companyId('n')}, 'P' || nth, 'open', jsonb_build_array(
         jsonb_build_object('kind', 'skill', 'value', substr(required, 7), 'need', 'required'),
         jsonb_build_object('kind', 'skill', 'value', substr(desired, 7), 'need', 'desired')),
       array[required], array[desired], array['region:tokyo'], 3, bench.now() - nth * interval '9 days'
     from generate_series(0, ${companies - 1}) n, generate_series(0, 9) nth,
       lateral (select ($1::text[])[1 + floor(power(bench.u(n * 10 + nth, 30), 2.2) * cardinality($1::text[]))::int],
         ($1::text[])[1 + floor(power(bench.u(n * 10 + nth, 31), 2.2) * cardinality($1::text[]))::int])
         drawn (required, desired)`,
];

/** By table, in the order in which rows would have been written. `$1`: skills by popularity, where it is used. */
export const caseTables: Readonly<Record<string, string>> = {
  candidate: `insert into candidate (id, company_id, source_key, remote_id, family_name, given_name, family_name_kana,
      given_name_kana, email, emails, phones, person_hash, locale, prefecture, may_be_mailed, last_stage,
      last_rejected_at, relay_consent, relay_consent_lapses_at, created_at, name_key, job_key, search_grams,
      prefecture_id, last_reason_class, invitable_from)
    select candidate_id, company_id, 'connection:' || bench.id('hook', n), 'C-' || n, family, given, family_kana,
      given_kana, email, jsonb_build_array(jsonb_build_object('value', email, 'type', 'personal')),
      jsonb_build_array(jsonb_build_object('value', '090-0000-0000')), person_hash, 'ja', prefecture, ${isMailed}, stage,
      since, case when ${hasRelayConsent} then 'granted' when bench.u(n, 2) > 0.9 then 'declined' else 'unknown' end,
      case when ${hasRelayConsent} then since + interval '370 days' end, since, name_key, job_key, grams, prefecture_id,
      (array['none', 'none', 'none', 'skills', 'experience', 'conditions', 'culture', 'position_filled', 'timing', 'other'])
        [1 + floor(bench.u(n, 15) * 10)::int],
      case when ${isMailed} and ${isOpen} then (since at time zone 'Asia/Tokyo')::date + 31 else date '9999-12-31' end
    from bench.person order by n`,
  candidate_address: `insert into candidate_address
    select gen_random_uuid(), company_id, candidate_id, person_hash, since from bench.person order by n`,
  candidate_tag: `insert into candidate_tag (id, company_id, candidate_id, kind, value, value_key, searched_id)
    select gen_random_uuid(), company_id, candidate_id, 'skill', substr(tag, 7), substr(tag, 7), tag
    from bench.person, lateral (
      select distinct ($1::text[])[1 + floor(power(bench.u(n, 40 + nth), 2.2) * cardinality($1::text[]))::int] as tag
      from generate_series(0, 1 + floor(bench.u(n, 4) * 5)::int) nth) drawn
    order by n`,
  application: `insert into application (id, company_id, candidate_id, source_key, remote_id, job_remote_id, job_name,
      job_category, applied_at, custom_fields, remote_data, created_at)
    select application_id, company_id, candidate_id, 'connection:' || bench.id('hook', n), 'A-' || n, 'J-' || job, job,
      job, since - interval '20 days', '{}', '{}', since from bench.person order by n`,
  follow_up_case: `insert into follow_up_case (id, company_id, candidate_id, state, closed_reason, stage, next_step,
      next_step_at, opened_at, next_mail, next_mail_rejection_ids, next_mail_stage, queued_at)
    select case_id, company_id, candidate_id, case when open then 'open' else 'closed' end,
      case when not open then 'unsubscribed' end, stage, case when open then step else 'none' end,
      case when open then due end, since, case when open and mailed then case step when 'rejection_mail'
        then 'rejection_relay' else step end end, case when open and mailed then array[rejection_id::text] end,
      case when open and mailed then stage end, case when open and mailed then due end
    from (select *, ${isOpen} as open, ${isMailed} as mailed,
        case when since > bench.now() - interval '20 hours' then 'rejection_mail'
          when since + ${sixMonths} > bench.now() then 'first_follow_up' else 'second_follow_up' end as step,
        case when since > bench.now() - interval '20 hours' then since + interval '21 hours'
          when since + ${sixMonths} > bench.now() then since + ${sixMonths} else since + interval '366 days' end as due
      from bench.person) p order by n`,
  rejection: `insert into rejection (id, company_id, case_id, candidate_id, application_id, source_key, remote_id,
      rejected_at, accepted_at, stage, stage_name, silent, job_name)
    select rejection_id, company_id, case_id, candidate_id, application_id, 'connection:' || bench.id('hook', n),
      'A-' || n, since, since, stage, '一次面接', case when not ${isMailed} then 'no_address' end, job
    from bench.person order by n`,
  fact: `insert into fact (company_id, case_id, candidate_id, kind, at, data, dedupe_key)
    select company_id, case_id, candidate_id, kind, at, data, dedupe_key from (
      select company_id, case_id, candidate_id, 'rejection.reported' as kind, since as at, jsonb_build_object(
        'rejectionId', rejection_id, 'sourceKey', 'connection:' || bench.id('hook', n), 'remoteId', 'A-' || n,
        'rejectedAt', since, 'acceptedAt', since, 'stage', stage, 'silent', null) as data,
        'rejection:' || rejection_id as dedupe_key from bench.person
      union all select company_id, case_id, candidate_id, 'mail.sent', since + interval '1 day', jsonb_build_object(
        'n', 1, 'mail', case when bench.u(n, 5) < 0.8 then 'rejection_relay' else 'rejection' end,
        'rejectionIds', jsonb_build_array(rejection_id), 'messageId', bench.id('message1', n), 'date', since::date),
        'mail:1' from bench.person where ${isMailed} and since < bench.now() - interval '1 day'
      union all select company_id, case_id, candidate_id, 'mail.sent', since + interval '8 days', jsonb_build_object(
        'n', 2, 'mail', 'relay_reminder', 'rejectionIds', jsonb_build_array(rejection_id),
        'messageId', bench.id('message2', n), 'date', since::date), 'mail:2'
        from bench.person where ${isMailed} and bench.u(n, 6) < 0.5 and since < bench.now() - interval '8 days'
      union all select company_id, case_id, candidate_id, 'mail.sent', since + ${sixMonths}, jsonb_build_object(
        'n', 3, 'mail', 'first_follow_up', 'rejectionIds', jsonb_build_array(rejection_id),
        'messageId', bench.id('message3', n), 'date', since::date), 'mail:3'
        from bench.person where ${isMailed} and ${isOpen} and since < bench.now() - ${sixMonths}
      union all select company_id, case_id, candidate_id, case when ${hasRelayConsent} then 'consent.granted'
        else 'consent.declined' end, since + interval '3 days', jsonb_build_object('consent', 'relay', 'evidence',
        jsonb_build_object('method', 'page', 'textVersion', '3', 'textHash', person_hash, 'locale', 'ja')), null
        from bench.person where (${hasRelayConsent} or bench.u(n, 2) > 0.9) and since < bench.now() - interval '3 days'
      union all select company_id, case_id, candidate_id, 'referral.made', since + interval '4 days',
        jsonb_build_object('n', 1, 'entryId', case_id || ':referral:1'), 'referral:1'
        from bench.person where ${isReferred} and since < bench.now() - interval '4 days'
      union all select company_id, case_id, candidate_id, 'mail.unsubscribed', since + interval '9 days', '{"via": "page"}',
        null from bench.person where not ${isOpen} and since < bench.now() - interval '9 days'
      union all select company_id, case_id, candidate_id, 'case.closed', since + interval '9 days',
        '{"reason": "unsubscribed"}', null from bench.person where not ${isOpen} and since < bench.now() - interval '9 days'
      union all select company_id, case_id, candidate_id, 'mail.bounced', since + interval '1 day', jsonb_build_object(
        'messageId', bench.id('message1', n)), null from bench.person
        where bench.u(n, 7) < 0.02 and since < bench.now() - interval '1 day'
    ) f order by at`,
  candidate_link: `insert into candidate_link
    select encode(sha256(('link' || n)::bytea), 'hex'), company_id, case_id, candidate_id, 1, since from bench.person
    where ${isMailed} order by n`,
  pool_profile: `insert into pool_profile (candidate_id, company_id, case_id, person_hash, tags, keys, experience_from,
      experience_to, stage, state, waiting_since, consent_expires_at)
    select candidate_id, company_id, case_id, person_hash, array_append(skills, 'region:tokyo'),
      array(select skill || place || half from unnest(skills) skill, unnest(array['', '@tokyo']) place), 3, 5, stage,
      'open', since, since + interval '370 days'
    from (select *, array(select distinct ($1::text[])[1 + floor(power(bench.u(n, 40 + nth), 2.2)
          * cardinality($1::text[]))::int] collate "C" from generate_series(0, 1 + floor(bench.u(n, 4) * 5)::int) nth
          order by 1) as skills,
        '#' || ((extract(year from since at time zone 'UTC') * 12 + extract(month from since at time zone 'UTC') - 1) * 2
          + (extract(day from since at time zone 'UTC') > 15)::int)::int as half
      from bench.person where ${isReferred} and ${isOpen}) p order by n`,
  outbox: `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at)
    select company_id, case_id, case when bench.u(n, 8) < 0.5 then 'start' else 'nudge' end, since, bench.now(), since
    from bench.person where bench.u(n, 9) < 0.02 order by n`,
  file_import_row: `insert into file_import_row (import_id, row, company_id, outcome, cells, errors, person_hashes)
    select bench.id('import', (n * 7) % (select count(*) * 12 from company)), n, company_id, 'refused',
      jsonb_build_array(family, given, email), '[]', array[person_hash] from bench.person
    where bench.u(n, 10) < 0.1 order by n`,
  hook_delivery: `insert into hook_delivery (id, company_id, connection_id, delivery_key, state, request, told, case_ids,
      deliveries, received_at, settled_at, person_hashes)
    select gen_random_uuid(), p.company_id, c.id, 'D-' || n, 'taken', decode(repeat(md5(n::text), 40), 'hex'), '{}',
      array[case_id], 1, since, since, array[person_hash]
    from bench.person p join connection c on c.company_id = p.company_id and c.kind = 'greenhouse'
    where since > bench.now() - interval '30 days' order by n`,
  offer: `insert into offer (id, company_id, source_key, candidate_remote_id, person_hashes, held, offer_only,
      occurred_at, created_at)
    select gen_random_uuid(), company_id, 'connection:x', 'O-' || n, array[person_hash], true, true, since, since
    from bench.person where bench.u(n, 11) < 0.02 order by n`,
  idempotency_key: `insert into idempotency_key (id, company_id, method, route, key, body_hash, status, content_type, body,
      lease_until, created_at)
    select gen_random_uuid(), company_id, 'POST', '/v1/rejections', 'K-' || n, person_hash, 202, 'application/json',
      repeat('x', 300), since, since from bench.person where since > bench.now() - interval '3 days' order by n`,
  webhook_event: `insert into webhook_event
    select bench.id('event', n), p.company_id, 'case.updated', jsonb_build_object('case_id', case_id, 'candidate_id',
      candidate_id, 'state', 'open', 'stage', stage, 'next_step', 'first_follow_up'), null, since
    from bench.person p join webhook_endpoint e using (company_id) where since > bench.now() - interval '60 days' order by n`,
  // A third of the latest deliveries wait for a retry: endpoints that were down for a day.
  webhook_delivery: `insert into webhook_delivery (id, company_id, event_id, endpoint_id, state, attempts,
      next_attempt_at, created_at)
    select gen_random_uuid(), v.company_id, v.id, e.id, case when waits then 'pending' else 'delivered' end, 1,
      case when waits then bench.now() end, v.occurred_at
    from webhook_event v join webhook_endpoint e using (company_id),
      lateral (select v.occurred_at > bench.now() - interval '20 days' and hashtext(e.id::text) % 3 = 0 as waits) w
    order by v.occurred_at`,
  sync_record: `insert into sync_record (connection_id, candidate_id, company_id, state, due_at, remote_id)
    select t.connection_id, candidate_id, company_id, case when bench.u(n, 12) < 0.01 then 'pending' else 'synced' end,
      case when bench.u(n, 12) < 0.01 then bench.now() end, 'R-' || n
    from bench.person join sync_target t using (company_id) order by n`,
  introduction: `insert into introduction (id, company_id, position_id, referrer_id, candidate_id, case_id, person_hash,
      score, score_parts, profile, about, state, ended, next_step, next_step_at, created_at)
    select bench.id('introduction', n), p.company_id, p.id, person.company_id, candidate_id, case_id, person_hash, 0.5,
      '{}', '{"skills": [], "regions": [], "orientations": [], "job_categories": [], "last_stage": "documents"}',
      '{"company": "x", "position": "y", "url": null, "description": null}',
      case when bench.u(n, 13) < 0.1 then 'asked' else 'closed' end, case when bench.u(n, 13) < 0.1 then null
        else 'no_answer' end, 'reminder', bench.now() + interval '5 days', since + interval '30 days'
    from bench.person person join position p on p.id = bench.id('position', n % (select count(*) from position))
    where ${isReferred} and bench.u(n, 14) < 0.05 and p.company_id <> person.company_id order by n`,
  introduction_fact: `insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data, dedupe_key)
    select id, company_id, referrer_id, kind, created_at, '{}', kind
    from introduction, unnest(array['credit.held', 'candidate.asked']) kind order by created_at`,
};
