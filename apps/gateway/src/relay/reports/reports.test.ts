import { randomUUID } from 'node:crypto';
import {
  type ResultsReport,
  relayReport,
  reportFactPage,
  reportMeasure,
  resultFactPage,
  resultMeasure,
  resultsReport,
} from '@goen/contracts/public';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCreditServiceProcess } from '../../testing/credit-service-process.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { consentCases, reapplicationCases, type Step } from '../../testing/report-cases.ts';

let gateway: GatewayFixture;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
beforeAll(async () => {
  [gateway, credit] = await Promise.all([startGatewayFixture(), startCreditServiceProcess()]);
  Object.assign(gateway.context.credit, credit.address);
  await seed();
  await mergeCandidates();
});
afterAll(async () => {
  await credit.close();
  await gateway.close();
});

/** Mixes months, stages, jobs and kinds by a fixed rule; tests recount these rows. */
async function seed(): Promise<void> {
  const kinds = [
    ['mail.sent', { n: 1, mail: 'rejection_relay', rejectionIds: [], messageId: 'm', date: '2026-11-24' }],
    ['mail.sent', { n: 2, mail: 'relay_reminder', rejectionIds: [], messageId: 'm', date: '2026-11-24' }],
    ['consent.granted', { consent: 'relay', evidence: {} }],
    ['consent.granted', { consent: 'follow_up', evidence: {} }],
    ['consent.withdrawn', { consent: 'relay', evidence: {} }],
    ['referral.made', { n: 1, entryId: 'e' }],
    ['candidate.reapplied', { at: '2026-12-01T00:00:00Z' }],
    ['candidate.hired', { at: '2026-12-02T00:00:00Z', offerOnly: false }],
    ['mail.bounced', { messageId: 'm' }],
  ] as const;
  const jobs = ['営業', 'Engineer', null];
  for (let nth = 0; nth < 30; nth += 1) {
    const job = jobs[nth % jobs.length];
    const response = await gateway.post(
      '/v1/rejections',
      aReport({ job: job ? { remote_id: `job-${job}`, name: job } : null }),
    );
    const { case_id: caseId } = (await response.json()) as { case_id: string };
    const [row] = await gateway.rows<{ candidate_id: string }>('select candidate_id from follow_up_case where id = ?', [
      caseId,
    ]);
    const candidateId = row?.candidate_id;
    for (const [index, [kind, data]] of kinds.entries()) {
      if ((nth + index) % 3 === 0) continue;
      // The last instant of November in Tokyo, and the first of December.
      const at = (nth + index) % 2 === 0 ? '2026-11-30T14:59:59.999Z' : '2026-11-30T15:00:00.000Z';
      await gateway.rows(
        `insert into fact (company_id, case_id, candidate_id, kind, at, data, dedupe_key) values (?, ?, ?, ?, ?, ?::jsonb, ?)`,
        [gateway.hinode.id, caseId, candidateId, kind, at, JSON.stringify(data), randomUUID()],
      );
    }
  }
}

/**
 * Merges two candidates who turn out to be the same person: a reapplication of one and a hire of the other are one hire
 * after reapplying.
 */
async function mergeCandidates(): Promise<void> {
  const [a, b] = [aReport(), aReport()];
  const sendEvent = (type: string, { source, candidate }: typeof a, offerOnly = {}) =>
    gateway.post('/v1/events', {
      type,
      source,
      occurred_at: '2026-11-24T10:30:00+09:00',
      candidate: { remote_id: candidate.remote_id },
      ...offerOnly,
    });
  const report = async (rejection: typeof a) => {
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
    await gateway.post('/v1/rejections', rejection);
  };
  await report(a);
  await report(b);
  await sendEvent('candidate.reapplied', b);
  await report(aReport({ candidate: { ...b.candidate, emails: a.candidate.emails } }));
  const before = (await get(period)).total.hires_after_reapplying ?? 0;
  await sendEvent('candidate.hired', a, { offer_only: false });
  expect((await get(period)).total.hires_after_reapplying).toBe(before + 1);
}

const period = 'from=2026-11-01&to=2027-01-01';
const get = async (query: string, key = gateway.hinode.key) =>
  relayReport.parse(await (await gateway.request(`/v1/reports/relay?${query}`, {}, key)).json());

it.each(['total', 'month', 'stage', 'job'])(
  'by %s: every number matches its facts, and the rows add up',
  async (by) => {
    const report = await get(`${period}&by=${by}`);
    for (const name of reportMeasure.options) {
      expect(report.rows.reduce((sum, row) => sum + (row.counts[name] ?? 0), 0)).toBe(report.total[name]);
    }
    for (const row of report.rows) {
      for (const name of reportMeasure.options) {
        const facts = await readFacts(row.facts[name] ?? '');
        expect([row.group, name, facts.length]).toEqual([row.group, name, row.counts[name]]);
      }
    }
  },
);

async function readFacts(address: string) {
  const seqs: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = reportFactPage.parse(
      await (await gateway.request(`${address}&limit=7${cursor && `&cursor=${cursor}`}`)).json(),
    );
    seqs.push(...page.items.map(({ seq }) => seq));
    cursor = page.next;
  }
  expect(new Set(seqs).size).toBe(seqs.length);
  return seqs;
}

it('matches a count over the raw rows', async () => {
  const { total } = await get(period);
  const [raw] = await gateway.rows<Record<string, number>>(
    `select (select count(*)::int from rejection where rejection.company_id = fact.company_id) as rejections,
       count(*) filter (where kind = 'mail.sent')::int as mails_sent,
       count(*) filter (where kind = 'consent.granted' and data ->> 'consent' = 'relay')::int as relay_consents
     from fact where company_id = ? group by company_id`,
    [gateway.hinode.id],
  );
  expect(total).toMatchObject(raw ?? {});
  expect(total.hires_after_reapplying).toBeGreaterThan(0);
});

it.each(consentCases)(
  'the consent rate is one of people: %s',
  async (_name, facts, [invited, consented, uninvited]) => {
    const data = {
      invite: ['mail.sent', { n: 1, mail: 'rejection_relay', rejectionIds: [], messageId: 'm', date: '2025-03-03' }],
      consent: ['consent.granted', { consent: 'relay', evidence: {} }],
      withdraw: ['consent.withdrawn', { consent: 'relay', evidence: {} }],
    } as const;
    const cases = new Map<string, string>();
    await gateway.rows(`delete from fact where at < '2026-01-01'`);
    // Services only append facts, so nothing else makes the report forget.
    for (const kept of ['progress', 'day', 'person']) await gateway.rows(`delete from report_${kept}`);
    for (const [action, person] of facts) {
      const caseId = cases.get(person) ?? (await reportCase());
      cases.set(person, caseId);
      const [kind, content] = data[action];
      await gateway.rows(
        `insert into fact (company_id, case_id, candidate_id, kind, at, data, dedupe_key)
       select company_id, id, candidate_id, ?, '2025-03-03', ?::jsonb, ? from follow_up_case where id = ?`,
        [kind, JSON.stringify(content), randomUUID(), caseId],
      );
    }
    expect(await get('from=2025-03-01&to=2025-04-01')).toMatchObject({
      invited_persons: invited,
      invited_persons_consented: consented,
      uninvited_persons_consented: uninvited,
      consent_rate: invited === 0 ? null : consented / invited,
    });
  },
);

async function reportCase(): Promise<string> {
  const response = await gateway.post('/v1/rejections', aReport());
  return ((await response.json()) as { case_id: string }).case_id;
}

it('months end at midnight in Tokyo', async () => {
  const [november, both] = [await get('from=2026-11-01&to=2026-12-01'), await get(period)];
  const byMonth = await get(`${period}&by=month`);
  expect(byMonth.rows.find(({ group }) => group === '2026-11')?.counts).toEqual(november.total);
  expect(november.total.mails_sent).toBeLessThan(both.total.mails_sent ?? 0);
});

it('calculates savings only from the company’s own figures', async () => {
  expect((await get(period)).saved).toBeNull();
  await gateway.rows(`update company set settings = settings || ?::jsonb where id = ?`, [
    JSON.stringify({ figures: { costPerHireYen: 1_000_000, minutesPerMail: 6, hourlyCostYen: 3000 } }),
    gateway.hinode.id,
  ]);
  const { saved, total } = await get(period);
  const hires = (total.hires_after_reapplying ?? 0) * 1_000_000;
  const mails = (total.mails_sent ?? 0) * 300;
  expect(saved).toEqual({ currency: 'JPY', hires, mails, total: hires + mails });
});

it('is available as CSV, and shows each company only its own facts', async () => {
  const csv = await gateway.request(`/v1/reports/relay?${period}&by=job&as=csv`);
  const text = Buffer.from(await csv.arrayBuffer()).toString('utf8');
  expect(text.startsWith('\uFEFFjob,rejections,')).toBe(true);
  expect(text).toContain('営業');
  expect((await get(period, gateway.aoba.key)).rows).toEqual([]);
  const reversed = await gateway.request('/v1/reports/relay?from=2026-12-01&to=2026-11-01');
  expect([reversed.status, await reversed.json()]).toMatchObject([422, { errors: [{ pointer: '/to' }] }]);
  const unknown = await gateway.request(`/v1/reports/relay?${period}&format=csv`);
  expect([unknown.status, await unknown.json()]).toMatchObject([
    422,
    { errors: [{ pointer: '', code: 'unknown_field' }] },
  ]);
});

const getResults = async (from: string, to = from) =>
  resultsReport.parse(await (await gateway.request(`/v1/reports/results?from=${from}&to=${to}`)).json());

/** Every number with the address of its facts. */
function listLinkedCounts(results: ResultsReport): readonly (readonly [number, string])[] {
  const steps = [results.total, ...results.months.map((month) => month.steps)].flatMap((step) => Object.values(step));
  const applications = results.months.flatMap(({ applications: { reported } }) => reported);
  const mails = results.reapplications.flatMap(({ mails: count, mails_facts: facts }) =>
    facts ? [{ count, facts }] : [],
  );
  return [...steps, ...applications, ...results.reapplications, ...mails].map(({ count, facts }) => [count, facts]);
}

async function countFacts(address: string): Promise<number> {
  const seqs: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = resultFactPage.parse(
      await (await gateway.request(`${address}&limit=9${cursor && `&cursor=${cursor}`}`)).json(),
    );
    seqs.push(...page.items.map(({ seq }) => seq));
    cursor = page.next;
  }
  expect(new Set(seqs).size).toBe(seqs.length);
  return seqs.length;
}

it('every number of the results lists exactly that many facts, and the months add up', async () => {
  const results = await getResults('2026-10', '2027-01');
  expect(results.months.map(({ month }) => month)).toEqual(['2026-10', '2026-11', '2026-12', '2027-01']);
  for (const name of resultMeasure.options) {
    expect([name, results.months.reduce((sum, { steps }) => sum + (steps[name]?.count ?? 0), 0)]).toEqual([
      name,
      results.total[name]?.count,
    ]);
  }
  const { total } = await get('from=2026-10-01&to=2027-02-01');
  expect(results.total).toMatchObject({
    rejected: { count: total.rejections },
    consented: { count: total.relay_consents },
    hired_after_reapplying: { count: total.hires_after_reapplying },
  });
  for (const [count, facts] of listLinkedCounts(results))
    expect([facts, await countFacts(facts)]).toEqual([facts, count]);
});

it.each(reapplicationCases)('reapplications by the last mail before: %s', async (_name, steps, expected) => {
  const before = await countReapplications();
  const person = aReport().candidate;
  const source = { ats: 'herp' };
  const caseId = await record(steps[0], person);
  for (const [index, step] of steps.entries()) {
    const [what, first = '', second = ''] = step;
    if (what === 'rejected' && index > 0) await record(step, person);
    if (what === 'event') {
      await gateway.post('/v1/events', {
        type: 'candidate.reapplied',
        source,
        occurred_at: `${first}T10:00:00+09:00`,
        candidate: { remote_id: person.remote_id },
      });
    }
    if (what === 'mailed') {
      await gateway.rows(
        `insert into fact (company_id, case_id, candidate_id, kind, at, data)
         select company_id, id, candidate_id, 'mail.sent', ?::timestamptz, ?::jsonb from follow_up_case where id = ?`,
        [`${second}T10:00:00+09:00`, JSON.stringify({ mail: first, rejectionIds: [] }), caseId],
      );
    }
  }
  const after = await countReapplications();
  const added = Object.entries(after).map(([kind, count]) => [kind, count - (before[kind] ?? 0)] as const);
  expect(Object.fromEntries(added.filter(([, count]) => count > 0))).toEqual(expected);
});

async function record([, applied, rejected]: Step, candidate: Record<string, unknown>): Promise<string> {
  const application = { applied_at: `${applied}T00:00:00+09:00`, rejected_at: `${rejected}T09:00:00+09:00` };
  const response = await gateway.post('/v1/rejections', aReport({ application, candidate }));
  return ((await response.json()) as { case_id: string }).case_id;
}

async function countReapplications(): Promise<Record<string, number>> {
  const { reapplications } = await getResults('2024-03');
  return Object.fromEntries(reapplications.map(({ after, count }) => [after, count]));
}

it('applications of a month stand beside those of the year before, entered or reported', async () => {
  const rejection = async (applied: string) =>
    record(['rejected', applied, `${applied.slice(0, 8)}28`], aReport().candidate);
  for (const applied of ['2022-05-31', '2023-05-01', '2023-05-31', '2023-06-01']) await rejection(applied);
  // Rejected twice, applied once.
  const { application, candidate } = aReport({ application: { applied_at: '2023-05-02T00:00:00+09:00' } });
  for (const day of ['10', '20']) {
    await gateway.post(
      '/v1/rejections',
      aReport({ application: { ...application, rejected_at: `2023-05-${day}T09:00:00+09:00` }, candidate }),
    );
  }
  const read = async () => (await getResults('2023-05')).months[0]?.applications;
  expect(await read()).toMatchObject({
    count: 3,
    counted_by: 'reported',
    year_before: 1,
    reported: [{ source: 'api', count: 3 }],
  });
  const enter = (month: string, body: unknown) =>
    gateway.request(`/v1/reports/applications/${month}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await enter('2023-05', { applications: 41 })).status).toBe(200);
  expect(await read()).toMatchObject({ count: 41, counted_by: 'entered', year_before: null });
  expect((await enter('2022-05', { applications: 30 })).status).toBe(200);
  expect(await read()).toMatchObject({ year_before: 30 });
  expect((await enter('2023-05', { applications: -1 })).status).toBe(422);
  expect((await enter('2023-13', { applications: 1 })).status).toBe(404);
  expect((await gateway.request('/v1/reports/applications/2023-05', { method: 'DELETE' })).status).toBe(204);
  expect(await read()).toMatchObject({ count: 3, counted_by: 'reported', year_before: 1 });
});

it('the results are available as CSV in Japanese', async () => {
  const csv = await gateway.request('/v1/reports/results?from=2026-11&to=2026-12&as=csv');
  const text = Buffer.from(await csv.arrayBuffer()).toString('utf8');
  expect(text.startsWith('\uFEFF期間,項目,内訳,件数,前年同期,集計方法')).toBe(true);
  for (const line of ['2026-11,不採用,,', '2026-12,キャリアリレーへの同意,', '再応募（直前のメール別）,'])
    expect(text).toContain(line);
  for (const query of ['from=2026-12&to=2026-11', 'from=2026-13&to=2026-13', 'from=2019-01&to=2026-01']) {
    expect((await gateway.request(`/v1/reports/results?${query}`)).status).toBe(422);
  }
});
