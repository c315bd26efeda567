import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCreditServiceProcess } from '../../testing/credit-service-process.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
beforeAll(async () => {
  [gateway, credit] = await Promise.all([startGatewayFixture(), startCreditServiceProcess()]);
  Object.assign(gateway.context.credit, credit.address);
  // Far ahead of the margin for numbers in flight: facts of this test are counted once and for all.
  await gateway.rows(`select setval('fact_seq_seq', 10000)`);
});
afterAll(async () => {
  await credit?.close();
  await gateway?.close();
});

type Report = { total: Record<string, number>; rows: { group: string; counts: Record<string, number> }[] } & Record<
  string,
  unknown
>;
const readReport = async (by: string): Promise<Report> => {
  const response = await gateway.request(`/v1/reports/relay?from=2026-01-01&to=2027-01-01&by=${by}`);
  return (await response.json()) as Report;
};
const countByGroup = async (by: string, measure: string) =>
  Object.fromEntries((await readReport(by)).rows.map(({ group, counts }) => [group, counts[measure]]));
/** What was counted before stays counted: later reports read it from the days. */
const settle = async () => {
  for (let times = 0; times < 3; times += 1) {
    await readReport('total');
    await gateway.rows(`select setval('fact_seq_seq', (select max(seq) + 5000 from fact))`);
  }
};
const reportRejection = async (parts: Parameters<typeof aReport>[0]) => {
  const response = await gateway.post('/v1/rejections', aReport(parts));
  return (await response.json()) as { case_id: string };
};
const recordFact = (caseId: string, kind: string, at: string, data: object) =>
  gateway.rows(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data)
     select company_id, id, candidate_id, ?, ?, ?::jsonb from follow_up_case where id = ?`,
    [kind, at, JSON.stringify(data), caseId],
  );

test('later facts, also of earlier days, and a case that belongs elsewhere now change what was counted', async () => {
  const person = { remote_id: 'C-1', emails: [{ value: 'c1@example.jp', type: 'personal' }] };
  const { case_id: caseId } = await reportRejection({ candidate: person, job: { name: '営業' } });
  const { case_id: otherId } = await reportRejection({ job: { name: '営業' } });
  for (const id of [caseId, otherId]) {
    await recordFact(id, 'mail.sent', '2026-11-24T03:00:00Z', { mail: 'rejection_relay', rejectionIds: [] });
  }
  expect(await countByGroup('job', 'relay_invitations')).toEqual({ 営業: 2 });
  await settle();
  expect(await gateway.rows('select counted_seq > 10000 as counted from report_progress')).toEqual([{ counted: true }]);

  // A second rejection joins the case: its facts are of the later job.
  const application = { rejected_at: '2026-11-24T10:30:00+09:00' };
  await reportRejection({ candidate: person, application, job: { name: '経理' } });
  expect(await countByGroup('job', 'relay_invitations')).toEqual({ 営業: 1, 経理: 1 });
  await settle();

  await recordFact(otherId, 'mail.bounced', '2026-03-05T00:00:00Z', { messageId: null });
  expect(await countByGroup('month', 'mails_bounced')).toMatchObject({ '2026-03': 1 });
  await settle();

  await recordFact(otherId, 'consent.granted', '2026-11-25T03:00:00Z', { consent: 'relay', evidence: {} });
  const persons = ({ invited_persons, invited_persons_consented, consent_rate }: Report) => [
    invited_persons,
    invited_persons_consented,
    consent_rate,
  ];
  expect(persons(await readReport('total'))).toEqual([2, 1, 0.5]);
  await settle();
  // The two turn out to be one person; nothing is recorded on their cases.
  await gateway.rows(`update follow_up_case set state = 'closed' where id = ?`, [otherId]);
  await gateway.rows(
    `update follow_up_case set candidate_id = (select candidate_id from follow_up_case where id = ?) where id = ?`,
    [caseId, otherId],
  );
  expect(persons(await readReport('total'))).toEqual([1, 1, 1]);
  expect(await countByGroup('total', 'relay_invitations')).toEqual({ total: 2 });
});

test('a fact counts although its transaction ended after a report that saw its number drawn', async () => {
  const { case_id: caseId } = await reportRejection({ job: { name: '遅延' } });
  await settle();
  const late = gateway.admin.orm.em.fork();
  await late.begin();
  await late.execute(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data)
     select company_id, id, candidate_id, 'mail.bounced', '2026-07-07T03:00:00Z', '{}' from follow_up_case where id = ?`,
    [caseId],
  );
  // Far beyond the margin for numbers in flight: the report takes the number for one that counts soon.
  await gateway.rows(`select setval('fact_seq_seq', (select last_value + 5000 from fact_seq_seq))`);
  expect(await countByGroup('job', 'mails_bounced')).toMatchObject({ 遅延: 0 });
  await late.commit();
  expect(await countByGroup('job', 'mails_bounced')).toMatchObject({ 遅延: 1 });
});
