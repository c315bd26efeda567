import { randomUUID } from 'node:crypto';
import { openConsole, openLedgers } from '@goen/case-store';
import {
  auditEventPage,
  operatorCasePage,
  operatorCompanyPage,
  operatorHealth,
  operatorLedger,
} from '@goen/contracts/public';
import { createServiceApp } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GatewayEnv } from '../http/gateway-app.ts';
import { setPrincipal } from '../identity/principal.ts';
import { aReport } from '../testing/gateway-fixture.ts';
import { startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { addOperatorRoutes } from './routes.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
let app: ReturnType<typeof createServiceApp<GatewayEnv>>;
const operatorId = randomUUID();
beforeAll(async () => {
  gateway = await startIntroductionFixture();
  app = createServiceApp<GatewayEnv>(gateway.context.logger, {
    schemes: { operator: (c) => setPrincipal(c, { kind: 'operator', operatorId, sessionId: 's' }, 0) },
  });
  addOperatorRoutes(app, {
    ...gateway.context,
    temporal: null,
    temporalUiUrl: 'http://temporal.test/namespaces/default',
  });
});
afterAll(() => gateway?.close());

const request = async (path: string, init: RequestInit = {}) =>
  app.request(path, { ...init, headers: { 'content-type': 'application/json' } });
const read = async (path: string): Promise<unknown> => {
  const response = await request(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};
const listCases = async (query: string) => operatorCasePage.parse(await read(`/operator/cases?${query}`));

type Described = { paths: Record<string, Record<string, unknown>> };
const listOperations = async () => {
  const document = (await (await gateway.app.request('/operator/openapi.json')).json()) as Described;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, path]),
  );
};

it('no API key opens an operator route, and each is described in a document of its own', async () => {
  const operations = await listOperations();
  expect(operations.length).toBeGreaterThan(15);
  for (const [method = '', path = ''] of operations) {
    const response = await gateway.request(path.replace('{id}', randomUUID()), { method: method.toUpperCase() });
    expect([method, path, response.status]).toEqual([method, path, 401]);
  }
});

/** Services write milliseconds. */
const setWake = (caseId: string, at: string) =>
  gateway.rows(
    `update follow_up_case set next_step_at = date_trunc('milliseconds', (${at})::timestamptz) where id = ?`,
    [caseId],
  );

/** When a case was to wake → the reason why it waits. */
it.each([
  [`now() + interval '180 days'`, 'waiting'],
  ['null', 'waiting'],
  [`now() - interval '10 minutes'`, 'due'],
  [`now() - interval '2 hours'`, 'overdue'],
  [`now() - interval '30 hours'`, 'stuck'],
] as const)('a case that wakes at %s is %s', async (wakesAt, reason) => {
  const { caseId } = await gateway.person();
  await setWake(caseId, wakesAt);
  const found = (await read(`/operator/cases/${caseId}`)) as Record<string, unknown>;
  expect(found).toMatchObject({
    reason,
    company_id: gateway.hinode.id,
    temporal_url: `http://temporal.test/namespaces/default/workflows/case%3A${caseId}`,
  });
  const ids = async (query: string) => (await listCases(`limit=200&${query}`)).items.map(({ id }) => id);
  for (const each of ['waiting', 'due', 'overdue', 'stuck']) {
    expect([each, (await ids(`reason=${each}`)).includes(caseId)]).toEqual([each, each === reason]);
  }
  expect(await ids(`company_id=${gateway.hinode.id}`)).toContain(caseId);
  expect(await ids(`company_id=${gateway.aoba.id}`)).not.toContain(caseId);
});

it('pages go through all open cases once, in the order in which they wake, those without a time last', async () => {
  const times = ['null', `now() + interval '1 day'`, 'null', `'2030-01-01T00:00:00Z'`, `'2030-01-01T00:00:00Z'`];
  for (const time of times) {
    const { caseId } = await gateway.person();
    await setWake(caseId, time);
  }
  const seen: (string | null)[][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await listCases(`limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ wakes_at: at, id }) => [at, id]));
    cursor = page.next;
  }
  const open = await gateway.rows<{ id: string }>(
    `select id from follow_up_case where state = 'open' order by next_step_at nulls last, id`,
  );
  expect(seen.map(([, id]) => id)).toEqual(open.map(({ id }) => id));
  const reasons = ['waiting', 'due', 'overdue', 'stuck'] as const;
  const listed = await Promise.all(
    reasons.map(async (reason) => {
      const page = await read(`/operator/cases?limit=200&company_id=${gateway.hinode.id}&reason=${reason}`);
      return [reason, operatorCasePage.parse(page).items.length];
    }),
  );
  expect(await read(`/operator/cases/counts?company_id=${gateway.hinode.id}`)).toEqual(Object.fromEntries(listed));
});

it('a nudge wakes a case, a pause holds its mail, and both are in the audit log of the company', async () => {
  const { case_id: caseId } = await gateway.report(aReport());
  const post = async (action: string, id = caseId) =>
    (await request(`/operator/cases/${id}/${action}`, { method: 'POST' })).status;
  expect(await post('nudge')).toBe(204);
  expect(await gateway.nudges(caseId)).toBe(1);
  expect([await post('pause'), await post('pause')]).toEqual([204, 204]);
  expect(await read(`/operator/cases/${caseId}`)).toMatchObject({
    mail: { kind: 'rejection_relay', decision: 'held' },
  });
  expect(await post('resume')).toBe(204);
  expect(await read(`/operator/cases/${caseId}`)).toMatchObject({ mail: { decision: null, awaits_approval: false } });
  const settings = 'update company set settings = settings || ?::jsonb where id = ?';
  await gateway.rows(settings, [JSON.stringify({ approval: 'required' }), gateway.hinode.id]);
  expect(await read(`/operator/cases/${caseId}`)).toMatchObject({ mail: { decision: null, awaits_approval: true } });
  await gateway.rows(settings, [JSON.stringify({ approval: 'automatic' }), gateway.hinode.id]);
  expect([await post('nudge', randomUUID()), await post('pause', randomUUID())]).toEqual([404, 404]);
  const events = await gateway.rows<{ actor: string; action: string; company_id: string }>(
    'select actor, action, company_id from audit_event where subject_id = ? order by seq',
    [caseId],
  );
  expect(events.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['case.nudged', 'mail.held', 'mail.released']),
  );
  expect(events.every(({ actor }) => actor === `operator:${operatorId}`)).toBe(true);
});

it('companies show what is missing before they start; domains and connections show what is refused', async () => {
  const { items } = operatorCompanyPage.parse(await read('/operator/companies?limit=200'));
  const found = operatorCompanyPage.parse(await read(`/operator/companies?q=${encodeURIComponent('HINO')}`));
  expect(found.items.map(({ slug }) => slug)).toEqual(['hinode']);
  expect(operatorCompanyPage.parse(await read('/operator/companies?q=%25')).items).toEqual([]);
  expect(items.find(({ slug }) => slug === 'hinode')).toMatchObject({
    onboarding: { has_api_key: true, has_connection: false, has_sender_identity: true, has_keeping_basis: false },
  });
  await gateway.post('/v1/connections', { kind: 'hrmos', name: 'HRMOS' });
  expect(await read('/operator/connections?failing=false')).toMatchObject({
    items: [{ company_id: gateway.hinode.id, kind: 'hrmos', state: 'active' }],
  });
  const { caseId } = await gateway.person();
  for (const kind of ['mail.sent', 'mail.sent', 'mail.bounced']) {
    await gateway.rows(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data)
       select company_id, id, candidate_id, ?, '2026-11-20T01:00:00Z', '{}' from follow_up_case where id = ?`,
      [kind, caseId],
    );
  }
  // mail-service does not run here: the rates are known all the same.
  expect(await read('/operator/domains')).toMatchObject({
    dns_known: false,
    items: [{ company_id: gateway.hinode.id, domain: 'hinode.example.jp', mails: 2, bounces: 1, bounce_rate: 0.5 }, {}],
  });
});

it('the licence says how long it is valid and what waits for it; one that is over is refused', async () => {
  expect(await read('/operator/licence')).toMatchObject({ licence: null, valid: false, referrals_waiting: 0 });
  const { caseId } = await gateway.person();
  await gateway.rows(
    `update follow_up_case set next_step = 'referral', next_step_at = now() - interval '1 minute' where id = ?`,
    [caseId],
  );
  expect(await read('/operator/licence')).toMatchObject({ referrals_waiting: 1 });
  const record = async (expires_on: string, number = '13-ユ-123456') => {
    const licence = { number, kind: '有料', expires_on, operator_name: '株式会社ご縁', address: '東京都千代田区1-1' };
    const rest = { complaints_contact: '03-0000-0000', occupations: '全職種', fees: '無料' };
    const init = { method: 'PUT', body: JSON.stringify({ ...licence, ...rest }) };
    const response = await request('/operator/licence', init);
    return [response.status, await response.json()] as const;
  };
  expect(await record('2020-01-01')).toMatchObject([422, { code: 'invalid_request' }]);
  expect(await record('2031-03-31', 'x')).toMatchObject([422, {}]);
  expect(await record('2031-03-31')).toMatchObject([200, { valid: true, licence: { number: '13-ユ-123456' } }]);
  expect(await gateway.nudges(caseId)).toBe(1);
  expect(await gateway.listAudit('13-ユ-123456')).toEqual(['licence.recorded']);
});

it('the books name people; nothing else that the operator reads does', async () => {
  await gateway.introduction(await gateway.person(), 'accepted');
  const ledger = await request('/operator/ledgers/candidates?from=2026-11-01&to=2026-12-01');
  expect(await ledger.text()).toContain('髙橋 美咲');
  for (const path of [
    'ledgers/jobs?from=2026-11-01&to=2026-12-01',
    'ledgers/fees?from=2026-11-01&to=2026-12-01',
    'placement-report?year=2026',
  ]) {
    expect([path, (await request(`/operator/${path}`)).status]).toEqual([path, 200]);
  }
  expect(await read('/operator/placement-report?year=2026&as=json')).toMatchObject({
    year: 2026,
    items: expect.arrayContaining([{ item: '手数料収入（円）', count: 0 }]) as unknown,
  });
  for (const name of ['candidates', 'jobs', 'fees']) {
    const book = operatorLedger.parse(await read(`/operator/ledgers/${name}?from=2026-11-01&to=2026-12-01&as=json`));
    const names = book.columns.map((column) => column.name).toSorted();
    for (const item of book.items) expect([name, Object.keys(item).toSorted()]).toEqual([name, names]);
  }
  expect(await gateway.rows(`select company_id from audit_event where action = 'ledger.exported'`)).toHaveLength(6);
  const paths = (await listOperations()).filter(([method, path]) => method === 'get' && !path?.includes('{'));
  for (const [, path = ''] of paths) {
    // Temporal is not there, and staff are no candidates.
    if (['/operator/schedules', '/operator/staff'].includes(path) || /placement-report|export$/.test(path)) continue;
    const text = JSON.stringify(await read(`${path}${path.endsWith('hand-confirmations') ? '?month=2026-11' : ''}`));
    expect([path, /髙橋|由紀|美咲|@example/.test(text)]).toEqual([path, false]);
  }
});

it.each([
  ['console', 'select family_name from candidate'],
  ['console', 'select data from fact'],
  ['console', 'select person from provision_record'],
  ['console', 'select secrets from connection'],
  ['console', 'select key_hash from api_key'],
  ['console', 'update company set name = name'],
  ['ledgers', 'select emails from candidate'],
  ['ledgers', 'select * from api_key'],
  ['ledgers', 'update candidate set full_name = null'],
] as const)('the role of the %s cannot run: %s', async (role, sql) => {
  const database = await (role === 'console' ? openConsole : openLedgers)(gateway.orm);
  await expect(database.em.fork().execute(sql)).rejects.toThrow(/permission denied/);
});

it('complaints are answered once read, erasures and retention show what was deleted, and health what runs', async () => {
  const person = await gateway.person();
  const id = randomUUID();
  await gateway.rows(`insert into complaint values (?, ?, ?, 'ひどい', now(), null, null, null)`, [
    id,
    gateway.hinode.id,
    person.candidateId,
  ]);
  expect(await read('/operator/complaints')).toMatchObject({
    items: [{ id, text: 'ひどい', notified_at: null, answer: null }],
  });
  const answer = (of: string) =>
    request(`/operator/complaints/${of}/answer`, { method: 'POST', body: JSON.stringify({ text: '訂正しました。' }) });
  expect([(await answer(id)).status, (await answer(randomUUID())).status]).toEqual([200, 404]);
  const ofComplaint = 'select action, company_id from audit_event where subject_id = ?';
  expect(await gateway.rows(ofComplaint, [id])).toEqual([{ action: 'complaint.answered', company_id: null }]);
  expect(await read('/operator/complaints')).toMatchObject({ items: [] });
  expect(await read('/operator/complaints?unanswered=false')).toMatchObject({ items: [{ answer: '訂正しました。' }] });

  await gateway.rows(`update candidate set erased_at = now(), erased_because = 'kept_no_longer' where id = ?`, [
    person.candidateId,
  ]);
  expect(await read('/operator/erasures')).toMatchObject({
    items: [{ candidate_id: person.candidateId, because: 'kept_no_longer' }],
  });
  await gateway.rows(`insert into retention_run values ('imports', 90, 7, true, now())`);
  const { items } = (await read('/operator/retention')) as { items: { kind: string }[] };
  expect(items.find(({ kind }) => kind === 'imports')).toMatchObject({ last_run: { rows: 7, complete: true } });
  const preview = (await read('/operator/retention/preview')) as { items: { kind: string; rows: number }[] };
  expect(preview.items.map(({ kind }) => kind)).toEqual(items.map(({ kind }) => kind));
  // What is planned for tomorrow waits for nothing today.
  await gateway.rows(
    `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at)
     values (?, ?, 'nudge', now() + interval '1 day', now() + interval '1 day')`,
    [gateway.hinode.id, person.caseId],
  );
  const [due] = await gateway.rows(
    `select count(*)::int as waiting from outbox where next_attempt_at <= ${roundedNow} or attempts > 0`,
  );
  expect(operatorHealth.parse(await read('/operator/health'))).toMatchObject({
    outbox: due,
    checks: { database: true, temporal: false, mail_service: false },
    versions: { node: process.version },
  });
  expect((await request('/operator/schedules')).status).toBe(503);
});

it('the audit log of a company and that of the operator are read by page and exported, staff by name', async () => {
  const staffId = randomUUID();
  await gateway.rows(
    `insert into operator_staff (id, email, email_hash, name, locale, created_at) values (?, ?, ?, '運営 太郎', 'ja', now())`,
    [staffId, 'taro@goen.example', randomUUID()],
  );
  const { caseId } = await gateway.person();
  await gateway.rows(
    `insert into audit_event (id, company_id, occurred_at, actor, action, subject_type, subject_id, data, entry_hash)
     select gen_random_uuid(), company_id, now(), ?, 'case.nudged', 'case', id, '{}', 'x' from follow_up_case where id = ?`,
    [`operator:${staffId}`, caseId],
  );
  const ofCompany = auditEventPage.parse(
    await read(`/operator/audit-events?company_id=${gateway.hinode.id}&subject_id=${caseId}&action=case`),
  );
  expect(ofCompany.items[0]).toMatchObject({ action: 'case.nudged', actor: { kind: 'operator', name: '運営 太郎' } });
  const own = auditEventPage.parse(await read('/operator/audit-events?limit=1'));
  expect(own.items).toHaveLength(1);
  expect(own.next).not.toBeNull();
  expect(auditEventPage.parse(await read('/operator/audit-events?action=case')).items).toEqual([]);
  const file = await request(`/operator/audit-events/export?company_id=${gateway.hinode.id}&action=case.nudged`);
  expect([file.headers.get('content-type'), await file.text()]).toEqual([
    'text/csv; charset=utf-8',
    expect.stringContaining('case.nudged') as unknown,
  ]);
});
