import { readFileSync } from 'node:fs';
import { nextStep } from '@goen/case-domain';
import { Connection, caseStoreSpec, migrateCases, openCaseStore, openSecrets, withCompany } from '@goen/case-store';
import { claimTarget } from '@goen/case-store/sync';
import { acceptRejections, deriveLinkToken, findLink, loadCase } from '@goen/cases';
import { rejectionReport } from '@goen/contracts/public';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { createLogger } from '@goen/service-kit';
import { openDatabase } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ActivityContext } from './activity-context.ts';
import { decide } from './cases/decide.ts';
import { decideIntroduction } from './introductions/decide-introduction.ts';

/** Rows written and encrypted by an earlier version of the code, with the first sixteen migrations. */
const dump = readFileSync(new URL('./testing/data-before-redesign.sql', import.meta.url), 'utf8');

const asOfMs = Date.parse('2026-12-01T03:00:00Z');
const secretKey = Buffer.alloc(32, 9);
const linkSecret = 'a-secret-of-the-tests-that-is-long';
const personHashKey = 'a-key-of-the-tests';

let context: ActivityContext;
let sql: <Row>(text: string) => Promise<Row[]>;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const { cases } = await migratedDatabases(inject('postgresAdminUrl'), { cases: migrateCases });
  const orm = await openCaseStore({ url: cases.url });
  const owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl });
  sql = (text) => owner.em.fork().execute(text);
  for (const statement of dump.split(/;\n+/).filter((text) => text.trim() !== '')) await sql(statement);
  const service = { url: 'http://127.0.0.1:1', token: 'unused' };
  context = {
    orm,
    mail: service,
    credit: service,
    publicUrl: 'https://goen.example',
    linkSecret,
    personHashKey,
    connections: { secretKey, addresses: {} },
    logger: createLogger('worker', 'silent'),
  };
  closing.push(
    () => orm.close(true),
    () => owner.close(true),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

const listCases = () =>
  sql<{ id: string; company_id: string }>('select id, company_id from follow_up_case order by id');

test('every older case loads its facts and decides its next step', async () => {
  const cases = await listCases();
  expect(cases).toHaveLength(3);
  for (const { id: caseId, company_id: companyId } of cases) {
    const loaded = await withCompany(context.orm, companyId, (em) => loadCase(em, caseId));
    if (loaded === null) throw new Error('The case is missing.');
    expect(loaded.file.facts.map(({ kind }) => kind)).toContain('rejection.reported');
    const { step, stage } = await decide(context, { caseId, companyId, asOfMs });
    expect(step).toEqual(nextStep(loaded.file, asOfMs));
    expect(stage).toBe('interview');
  }
});

test('a case with a sent mail waits for its next step, and its link still works', async () => {
  const [sent] = await sql<{ case_id: string; company_id: string }>(
    `select case_id, company_id from fact where kind = 'mail.sent'`,
  );
  if (sent === undefined) throw new Error('No mail was sent.');
  const { case_id: caseId, company_id: companyId } = sent;
  const { step } = await decide(context, { caseId, companyId, asOfMs });
  expect(step.kind).toBe('wait');
  expect(await findLink(context.orm, deriveLinkToken(linkSecret, caseId, 1))).toMatchObject({ caseId, companyId });
});

test('an introduction whose candidate was asked still waits for the answer', async () => {
  const [row] = await sql<{ id: string }>('select id from introduction');
  const { step } = await decideIntroduction(context, { introductionId: row?.id ?? '', asOfMs });
  expect(step).toMatchObject({ kind: 'wait' });
});

test('the secrets of a connection can be opened, and its CRM target can be claimed', async () => {
  const [row] = await sql<{ id: string; company_id: string }>('select id, company_id from connection');
  if (row === undefined) throw new Error('The connection is missing.');
  const connection = await withCompany(context.orm, row.company_id, (em) =>
    em.findOneOrFail(Connection, { id: row.id }),
  );
  expect(openSecrets(connection, secretKey)).toEqual({ api_key: 'a-herp-key' });
  expect(await claimTarget(context.orm, 1_000)).toMatchObject({ connectionId: row.id });
});

test('an older rejection is known, and a new one of the candidate joins the case', async () => {
  const [row] = await sql<{ company_id: string; case_id: string; rejected_at: string }>(
    `select r.company_id, r.case_id, to_json(r.rejected_at)#>>'{}' as rejected_at from rejection r join candidate c on c.id = r.candidate_id where c.remote_id = 'C-2'`,
  );
  if (row === undefined) throw new Error('The rejection is missing.');
  const report = (remoteId: string, rejectedAt: string) =>
    rejectionReport.parse({
      source: { ats: 'x' },
      application: { remote_id: remoteId, rejected_at: rejectedAt },
      candidate: { remote_id: 'C-2', emails: [{ value: 'c2@example.jp' }] },
    });
  const intake = { orm: context.orm, companyId: row.company_id, personHashKey, now: new Date('2026-11-27T16:00:00Z') };
  const [again, another] = await acceptRejections(intake, [
    report('A-2', row.rejected_at),
    report('A-3', '2026-11-27T14:30:00Z'),
  ]);
  expect(again).toMatchObject({ kind: 'accepted', known: true, caseId: row.case_id });
  expect(another).toMatchObject({ kind: 'accepted', known: false, joined: true, caseId: row.case_id });
});
