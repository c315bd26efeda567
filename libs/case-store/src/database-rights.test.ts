import { freshDatabases } from '@goen/postgres-server/vitest';
import { migrate, openDatabase } from '@goen/service-kit/database';
import { type ExpectedRights, listRightFaults } from '@goen/testing/database-rights';
import { expect, inject, test } from 'vitest';
import { caseStoreSpec } from './store.ts';

const rights: ExpectedRights = {
  owner: 'cases_owner',
  grants: {
    cases_app: {
      'delete, insert, select, update': [
        'approval_reminder',
        'candidate_address',
        'candidate_link',
        'candidate_tag',
        'complaint',
        'entered_applications',
        'experience_answer',
        'feedback_request',
        'file_import',
        'file_import_chunk',
        'file_import_row',
        'hook_delivery',
        'idempotency_key',
        'invitation_wording',
        'mail_edit',
        'offer',
        'open_application',
        'outbox',
        'personal_note',
        'pool_profile',
        're_invitation',
        'registration_limit',
        'report_day',
        'report_result',
        'revisit',
        'shared_address',
        'sync_note',
        'sync_target',
        'webhook_endpoint',
        'webhook_event',
      ],
      'delete, insert, select': ['report_person', 'report_regrouped'],
      'delete, select': ['pool.own_file_import_row', 'pool.own_offer'],
      'insert, select': [
        'audit_event',
        'consent_text',
        'fact',
        'introduction_fact',
        'position_conditions',
        'provision_record',
        're_invitation_fact',
        'un_rejection',
      ],
      'insert, select, update': [
        'application',
        'candidate',
        'candidate_alias',
        'connection',
        'follow_up_case',
        'introduction',
        'member',
        'position',
        'registration',
        'registration_link',
        'rejection',
        'report_progress',
        'retention_run',
        'sync_record',
        'tag_overrule',
        'webhook_delivery',
      ],
      select: [
        'api_key',
        'audit_head',
        'company',
        'fact_seq_seq',
        'introduction_fact_seq_seq',
        'mikro_orm_migrations',
        'operator_licence',
        'pool.own_candidate',
        'pool.own_candidate_tag',
        'pool.own_hook_delivery',
        'pool.own_relay_hire',
        'retention_setting',
      ],
      update: ['company(settings)', 'own_hook_delivery(request)'],
    },
    cases_console: {
      insert: ['audit_event', 'outbox'],
      'insert, select': ['company', 'operator_licence'],
      select: [
        'api_key(company_id)',
        'api_key(id)',
        'api_key(revoked_at)',
        'candidate(company_id)',
        'candidate(erased_at)',
        'candidate(erased_because)',
        'candidate(id)',
        'candidate(merged_into)',
        'complaint',
        'connection(company_id)',
        'connection(counts)',
        'connection(created_at)',
        'connection(id)',
        'connection(kind)',
        'connection(last_error)',
        'connection(last_error_at)',
        'connection(last_ok_at)',
        'connection(last_run_at)',
        'connection(name)',
        'connection(state)',
        'fact(at)',
        'fact(company_id)',
        'fact(kind)',
        'follow_up_case(candidate_id)',
        'follow_up_case(closed_reason)',
        'follow_up_case(company_id)',
        'follow_up_case(id)',
        'follow_up_case(mail_decision)',
        'follow_up_case(next_mail)',
        'follow_up_case(next_step)',
        'follow_up_case(next_step_at)',
        'follow_up_case(note_missing)',
        'follow_up_case(opened_at)',
        'follow_up_case(queued_at)',
        'follow_up_case(stage)',
        'follow_up_case(state)',
        'mikro_orm_migrations',
        'outbox(attempts)',
        'outbox(background)',
        'outbox(case_id)',
        'outbox(company_id)',
        'outbox(created_at)',
        'outbox(id)',
        'outbox(kind)',
        'outbox(next_attempt_at)',
        'registration(candidate_id)',
        'registration(company_id)',
        'registration(confirmed_at)',
        'registration(confirmed_how)',
        'registration(decided_by)',
        'registration(id)',
        'registration(state)',
        'retention_run',
        'retention_setting',
      ],
      update: ['complaint(answer)', 'complaint(answered_at)', 'complaint(answered_by)'],
    },
    cases_deliveries: {
      'select, update': ['webhook_delivery'],
    },
    cases_dispatcher: {
      'delete, select, update': ['outbox'],
    },
    cases_hook_retries: {
      select: [
        'hook_delivery(company_id)',
        'hook_delivery(connection_id)',
        'hook_delivery(id)',
        'hook_delivery(received_at)',
        'hook_delivery(state)',
      ],
    },
    cases_keys: {
      select: ['keys.session_key'],
    },
    cases_ledgers: {
      select: [
        'candidate(family_name)',
        'candidate(full_name)',
        'candidate(given_name)',
        'candidate(id)',
        'company',
        'complaint(received_at)',
        'fact(at)',
        'fact(candidate_id)',
        'fact(case_id)',
        'fact(data)',
        'fact(kind)',
        'fact(seq)',
        'introduction',
        'introduction_fact',
        'mikro_orm_migrations',
        'position',
        'position_conditions',
        'provision_record',
      ],
    },
    cases_operator: {
      'insert, select, update': [
        'api_key',
        'company',
        'member',
        'operator_staff',
        'position',
        'retention_setting',
        'tag_overrule',
      ],
      'insert, select': ['audit_event', 'connection', 'operator_licence', 'outbox', 'sync_target'],
      select: [
        'approval_reminder(company_id)',
        'approval_reminder(created_at)',
        'audit_head',
        'candidate',
        'candidate_link(candidate_id)',
        'candidate_link(company_id)',
        'complaint',
        'consent_text',
        'experience_answer(answered_at)',
        'experience_answer(company_id)',
        'fact',
        'feedback_request(answered_at)',
        'feedback_request(case_id)',
        'feedback_request(company_id)',
        'feedback_request(own_words)',
        'file_import(bytes_kept)',
        'file_import(company_id)',
        'file_import(ended_at)',
        'file_import(id)',
        'file_import(rows_kept)',
        'file_import_chunk(company_id)',
        'file_import_chunk(import_id)',
        'file_import_row(company_id)',
        'file_import_row(import_id)',
        'follow_up_case',
        'hook_delivery(company_id)',
        'hook_delivery(connection_id)',
        'hook_delivery(received_at)',
        'hook_delivery(settled_at)',
        'hook_delivery(state)',
        'idempotency_key(company_id)',
        'idempotency_key(created_at)',
        'introduction',
        'introduction_fact',
        'mail_edit(case_id)',
        'mail_edit(company_id)',
        'mail_edit(created_at)',
        'mikro_orm_migrations',
        'open_application(company_id)',
        'open_application(seen_at)',
        'personal_note(case_id)',
        'personal_note(company_id)',
        'personal_note(created_at)',
        'position_conditions',
        'provision_record',
        're_invitation(closed_at)',
        're_invitation(company_id)',
        're_invitation(id)',
        're_invitation(state)',
        'registration',
        'retention_run',
        'revisit(candidate_id)',
        'revisit(company_id)',
        'revisit(revisit_on)',
        'webhook_delivery(created_at)',
        'webhook_delivery(event_id)',
        'webhook_delivery(state)',
        'webhook_event(company_id)',
        'webhook_event(id)',
        'webhook_event(occurred_at)',
      ],
      update: ['complaint(answer)', 'complaint(answered_at)', 'complaint(answered_by)'],
    },
    cases_relay: {
      insert: ['audit_event'],
      'insert, select': ['introduction_fact', 'outbox', 'provision_record', 'webhook_delivery', 'webhook_event'],
      'insert, select, update': ['introduction'],
      select: [
        'company',
        'pool.known_person',
        'pool.person_address',
        'pool.position',
        'pool.profile',
        'pool.relay_consent',
        'position',
        're_invitation(company_id)',
        're_invitation(id)',
        're_invitation(next_step_at)',
        're_invitation(state)',
        'webhook_endpoint',
      ],
    },
    cases_sync: {
      select: ['sync_record'],
      'select, update': ['sync_target'],
    },
  },
  unprotected: {
    mikro_orm_migrations: 'the names of migrations',
    registration_limit: 'keyed hashes and counts, before the company is known',
    retention_run: 'counts of what was purged, over all companies',
    retention_setting: 'days, set by the operator for all companies',
    operator_licence: 'the operator’s own licence, which is printed on every page',
    session_key: 'one row, readable only to the role that services read it with when they start',
  },
};

/** The rights of a database as the version before 030 left them. */
const asBefore = `
  grant select, insert, update, delete on all tables in schema public, pool to cases_app;
  grant usage, select on all sequences in schema public to cases_app;
  alter default privileges for role cases_owner in schema public grant select, insert, update, delete on tables to cases_app;
  alter default privileges for role cases_owner in schema public grant usage, select on sequences to cases_app;
  do $$ declare t record; begin
    for t in select polrelid::regclass as name from pg_policy where polname = 'owner' loop
      execute format('drop policy owner on %s', t.name);
      execute format('alter table %s no force row level security', t.name);
    end loop;
    for t in select polrelid::regclass as name from pg_policy where polname = 'own' and polrelid <> 'company'::regclass loop
      execute format('alter policy own on %s to public using (company_id = app_company())', t.name);
    end loop;
  end $$`;

test('a database of the previous version gets the same rights', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  const before = { ...caseStoreSpec, migrations: caseStoreSpec.migrations.filter(({ name }) => name < '030') };
  await migrate(before, cases.migrationUrl);
  const owner = await openDatabase(before, { url: cases.migrationUrl });
  await owner.em.fork().execute(asBefore);
  expect((await listRightFaults(owner, rights)).length).toBeGreaterThan(50);
  await migrate(caseStoreSpec, cases.migrationUrl);
  expect(await listRightFaults(owner, rights)).toEqual([]);
  await owner.close(true);
});

test('every role has the rights of its purpose, every table is protected or has a reason', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  await migrate(caseStoreSpec, cases.migrationUrl);
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl });
  expect(await listRightFaults(owner, rights)).toEqual([]);
  await owner.close(true);
});
