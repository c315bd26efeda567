import { randomUUID } from 'node:crypto';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { pgArray } from '@goen/service-kit';
import { migrate, openDatabase } from '@goen/service-kit/database';
import { expect, inject, test } from 'vitest';
import { caseStoreSpec } from '../store.ts';

test('existing data is migrated to aliases, addresses and un-rejections', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  const [first] = caseStoreSpec.migrations;
  if (first === undefined) throw new Error('there is no migration');
  const asOwner = { url: cases.migrationUrl, migrationUrl: cases.migrationUrl };
  const owner = await openDatabase({ ...caseStoreSpec, migrations: [first] }, asOwner);
  const query = (sql: string, values: unknown[] = []) => owner.em.fork().execute<object[]>(sql, values);
  try {
    const [company, candidate, followUp] = [randomUUID(), randomUUID(), randomUUID()];
    await query("insert into company values (?, 'C', 'c', '{}', now())", [company]);
    await query(
      `insert into candidate (id, company_id, source_key, remote_id, person_hash, emails, phones, may_be_mailed,
         last_stage, last_rejected_at, relay_consent, created_at)
       values (?, ?, 'ats:x', 'C-1', 'a hash', '[]', '[]', true, 'other', now(), 'unknown', now())`,
      [candidate, company],
    );
    await query(`insert into follow_up_case values (?, ?, ?, 'open', null, 'other', 'rejection_mail', now(), now())`, [
      followUp,
      company,
      candidate,
    ]);
    const key = `insert into api_key (id, company_id, name, prefix, key_hash, scopes, created_at)
                 values (gen_random_uuid(), ?, 'k', 'goen_x', ?, ?, now())`;
    await query(key, [company, 'writes', '{mail:read,mail:write}']);
    await query(key, [company, 'reads', '{mail:read}']);
    const unrejections = ['2026-11-24T01:30:00.123Z', '2026-11-24T01:31:00.000Z'];
    for (const unrejectedAt of [...unrejections, ...unrejections]) {
      await query(
        `insert into fact (company_id, case_id, candidate_id, kind, at, data)
         values (?, ?, ?, 'application.unrejected', now(), ?)`,
        [company, followUp, candidate, JSON.stringify({ sourceKey: 'ats:x', remoteId: 'A-1', at: unrejectedAt })],
      );
    }
    await query(
      `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at)
       values (?, ?, 'nudge', now(), now(), now())`,
      [company, followUp],
    );
    await migrate(caseStoreSpec, cases.migrationUrl);
    expect(await query('select candidate_id, person_hash from candidate_address')).toEqual([
      { candidate_id: candidate, person_hash: 'a hash' },
    ]);
    const isA1 = "source_key = 'ats:x' and remote_id = 'A-1' and company_id = ?";
    const known = `select occurred_at = any(?::timestamptz[]) as known from un_rejection where ${isA1}`;
    expect(await query(known, [pgArray(unrejections), company])).toEqual([{ known: true }, { known: true }]);
    expect(await query('select key_hash, scopes from api_key order by key_hash')).toEqual([
      { key_hash: 'reads', scopes: ['mail:read'] },
      { key_hash: 'writes', scopes: ['mail:read', 'mail:write', 'mail:approve'] },
    ]);
    expect(await query('select case_id from outbox')).toEqual([{ case_id: followUp }]);
  } finally {
    await owner.close(true);
  }
});

test('existing consents get their expiry, and positions without free seats close', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  const asOwner = { url: cases.migrationUrl, migrationUrl: cases.migrationUrl };
  const before = caseStoreSpec.migrations.filter(({ name }) => name < '008');
  const owner = await openDatabase({ ...caseStoreSpec, migrations: before }, asOwner);
  const query = (sql: string, values: unknown[] = []) => owner.em.fork().execute<object[]>(sql, values);
  try {
    const [company, receiver, candidate, followUp] = [1, 2, 3, 4].map(() => randomUUID());
    for (const id of [company, receiver]) await query("insert into company values (?, 'C', ?, '{}', now())", [id, id]);
    await query(
      `insert into candidate (id, company_id, source_key, remote_id, emails, phones, may_be_mailed, last_stage,
         last_rejected_at, relay_consent, created_at)
       values (?, ?, 'ats:x', 'C-1', '[]', '[]', true, 'other', now(), 'granted', now())`,
      [candidate, company],
    );
    await query(
      `insert into follow_up_case (id, company_id, candidate_id, state, stage, next_step, opened_at)
       values (?, ?, ?, 'closed', 'other', 'none', now())`,
      [followUp, company, candidate],
    );
    await query(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data)
       values (?, ?, ?, 'consent.granted', '2025-08-31T12:00:00+09:00', '{"consent": "relay"}')`,
      [company, followUp, candidate],
    );
    const [filled, half] = [randomUUID(), randomUUID()];
    for (const [id, seats] of [
      [filled, 1],
      [half, 2],
    ]) {
      await query(
        `insert into position (id, company_id, title, state, seats, created_at) values (?, ?, 'P', 'open', ?, now())`,
        [id, receiver, seats],
      );
      await query(
        `insert into introduction (id, company_id, position_id, referrer_id, candidate_id, case_id, person_hash, score,
           score_parts, profile, about, state, ended, report, next_step, created_at)
         values (gen_random_uuid(), ?, ?, ?, ?, ?, 'h', 1, '{}', '{}', '{}', 'closed', 'hired', 'hired', 'none', now())`,
        [receiver, id, company, candidate, followUp],
      );
    }
    await migrate(caseStoreSpec, cases.migrationUrl);
    expect(await query('select relay_consent_lapses_at as at from candidate')).toEqual([
      { at: '2026-08-31 03:00:00+00' },
    ]);
    expect(await query('select id, state from position order by seats')).toEqual([
      { id: filled, state: 'closed' },
      { id: half, state: 'open' },
    ]);
  } finally {
    await owner.close(true);
  }
});

test('existing candidates get what they are searched by, erased ones nothing', async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  const asOwner = { url: cases.migrationUrl, migrationUrl: cases.migrationUrl };
  const before = caseStoreSpec.migrations.filter(({ name }) => name < '021');
  const owner = await openDatabase({ ...caseStoreSpec, migrations: before }, asOwner);
  const query = (sql: string, values: unknown[] = []) => owner.em.fork().execute<object[]>(sql, values);
  try {
    const company = randomUUID();
    await query("insert into company values (?, 'C', 'c', '{}', now())", [company]);
    const insert = async (familyName: string | null, erasedAt: string | null) => {
      const id = randomUUID();
      await query(
        `insert into candidate (id, company_id, source_key, remote_id, family_name, emails, phones, prefecture,
           may_be_mailed, last_stage, last_rejected_at, relay_consent, created_at, erased_at)
         values (?, ?, 'ats:x', ?, ?, '[{"value": "Ai@example.jp", "type": "personal"}]', '[]', '東京', true, 'other', now(),
           'unknown', now(), ?)`,
        [id, company, id, familyName, erasedAt],
      );
      await query(
        `insert into application (id, company_id, candidate_id, source_key, remote_id, job_name, custom_fields,
           remote_data, created_at)
         values (gen_random_uuid(), ?, ?, 'ats:x', ?, '営業', '{}', '{}', now())`,
        [company, id, id],
      );
      await query("insert into candidate_tag values (gen_random_uuid(), ?, ?, 'skill', 'Node JS', 'node js')", [
        company,
        id,
      ]);
      return id;
    };
    const [kept, erased] = [await insert('髙はし', null), await insert(null, '2026-11-01T00:00:00Z')];
    await migrate(caseStoreSpec, cases.migrationUrl);
    const columns = 'name_key, job_key, prefecture_id, cardinality(search_grams) > 10 as has_grams';
    expect(await query(`select ${columns} from candidate where id = ?`, [kept])).toEqual([
      { name_key: '高ハシ ai@example.jp', job_key: '営業', prefecture_id: 'tokyo', has_grams: true },
    ]);
    expect(await query(`select ${columns} from candidate where id = ?`, [erased])).toEqual([
      { name_key: null, job_key: null, prefecture_id: null, has_grams: null },
    ]);
    expect(await query('select searched_id from candidate_tag where candidate_id = ?', [kept])).toEqual([
      { searched_id: 'skill:nodejs' },
    ]);
  } finally {
    await owner.close(true);
  }
});
