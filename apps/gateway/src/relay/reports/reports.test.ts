import { randomUUID } from 'node:crypto';
import { relayReport, reportFactPage, reportMeasure } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCreditServiceProcess } from '../../testing/credit-service-process.ts';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
beforeAll(async () => {
  [bench, credit] = await Promise.all([startBench(), startCreditServiceProcess()]);
  Object.assign(bench.context.credit, credit.address);
  await seed();
  await mergeTwo();
});
afterAll(async () => {
  await credit.close();
  await bench.close();
});

/** Months, stages, jobs and kinds mixed by a fixed rule: what the report says is counted again from these rows. */
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
    const answer = await bench.post(
      '/v1/rejections',
      aReport({ job: job ? { remote_id: `job-${job}`, name: job } : null }),
    );
    const { case_id: caseId } = (await answer.json()) as { case_id: string };
    const [row] = await bench.rows<{ candidate_id: string }>('select candidate_id from follow_up_case where id = ?', [
      caseId,
    ]);
    const candidateId = row?.candidate_id;
    for (const [at, [kind, data]] of kinds.entries()) {
      if ((nth + at) % 3 === 0) continue;
      // The last moment of November in Tokyo, and the first of December.
      const when = (nth + at) % 2 === 0 ? '2026-11-30T14:59:59.999Z' : '2026-11-30T15:00:00.000Z';
      await bench.rows(
        `insert into fact (company_id, case_id, candidate_id, kind, at, data, dedupe_key) values (?, ?, ?, ?, ?, ?::jsonb, ?)`,
        [bench.hinode.id, caseId, candidateId, kind, when, JSON.stringify(data), randomUUID()],
      );
    }
  }
}

/**
 * Two who turn out to be one person: what the case of the one did not tell yet goes to the case of the other. Who
 * applied again as the one and was hired as the other is one hire.
 */
async function mergeTwo(): Promise<void> {
  const [a, b] = [aReport(), aReport()];
  const tell = (type: string, { source, candidate }: typeof a, offerOnly = {}) =>
    bench.post('/v1/events', {
      type,
      source,
      occurred_at: '2026-11-24T10:30:00+09:00',
      candidate: { remote_id: candidate.remote_id },
      ...offerOnly,
    });
  const report = async (one: typeof a) => {
    bench.clock.now = new Date(bench.clock.now.getTime() + 60_000);
    await bench.post('/v1/rejections', one);
  };
  await report(a);
  await report(b);
  await tell('candidate.reapplied', b);
  await report(aReport({ candidate: { ...b.candidate, emails: a.candidate.emails } }));
  const before = (await get(period)).total.hires_after_reapplying ?? 0;
  await tell('candidate.hired', a, { offer_only: false });
  expect((await get(period)).total.hires_after_reapplying).toBe(before + 1);
}

const period = 'from=2026-11-01&to=2027-01-01';
const get = async (query: string, key = bench.hinode.key) =>
  relayReport.parse(await (await bench.request(`/v1/reports/relay?${query}`, {}, key)).json());

it.each(['total', 'month', 'stage', 'job'])(
  'by %s: every number is that of its facts, and the rows add up',
  async (by) => {
    const report = await get(`${period}&by=${by}`);
    for (const name of reportMeasure.options) {
      expect(report.rows.reduce((sum, row) => sum + (row.counts[name] ?? 0), 0)).toBe(report.total[name]);
    }
    for (const row of report.rows) {
      for (const name of reportMeasure.options) {
        const facts = await allFacts(row.facts[name] ?? '');
        expect([row.group, name, facts.length]).toEqual([row.group, name, row.counts[name]]);
      }
    }
  },
);

async function allFacts(address: string) {
  const found: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = reportFactPage.parse(
      await (await bench.request(`${address}&limit=7${cursor && `&cursor=${cursor}`}`)).json(),
    );
    found.push(...page.items.map(({ seq }) => seq));
    cursor = page.next;
  }
  expect(new Set(found).size).toBe(found.length);
  return found;
}

it('agrees with a count over the raw rows', async () => {
  const { total } = await get(period);
  const [raw] = await bench.rows<Record<string, number>>(
    `select (select count(*)::int from rejection where rejection.company_id = fact.company_id) as rejections,
       count(*) filter (where kind = 'mail.sent')::int as mails_sent,
       count(*) filter (where kind = 'consent.granted' and data ->> 'consent' = 'relay')::int as relay_consents
     from fact where company_id = ? group by company_id`,
    [bench.hinode.id],
  );
  expect(total).toMatchObject(raw ?? {});
  expect(total.hires_after_reapplying).toBeGreaterThan(0);
});

it('months end at midnight in Tokyo', async () => {
  const [november, both] = [await get('from=2026-11-01&to=2026-12-01'), await get(period)];
  const byMonth = await get(`${period}&by=month`);
  expect(byMonth.rows.find(({ group }) => group === '2026-11')?.counts).toEqual(november.total);
  expect(november.total.mails_sent).toBeLessThan(both.total.mails_sent ?? 0);
});

it('says what was saved by the company’s own figures alone', async () => {
  expect((await get(period)).saved).toBeNull();
  await bench.rows(`update company set settings = settings || ?::jsonb where id = ?`, [
    JSON.stringify({ figures: { costPerHireYen: 1_000_000, minutesPerMail: 6, hourlyCostYen: 3000 } }),
    bench.hinode.id,
  ]);
  const { saved, total } = await get(period);
  const hires = (total.hires_after_reapplying ?? 0) * 1_000_000;
  const mails = (total.mails_sent ?? 0) * 300;
  expect(saved).toEqual({ currency: 'JPY', hires, mails, total: hires + mails });
});

it('comes as CSV, and each company sees its own', async () => {
  const csv = await bench.request(`/v1/reports/relay?${period}&by=job&as=csv`);
  const text = Buffer.from(await csv.arrayBuffer()).toString('utf8');
  expect(text.startsWith('\uFEFFjob,rejections,')).toBe(true);
  expect(text).toContain('営業');
  expect((await get(period, bench.aoba.key)).rows).toEqual([]);
  const backwards = await bench.request('/v1/reports/relay?from=2026-12-01&to=2026-11-01');
  expect([backwards.status, await backwards.json()]).toMatchObject([422, { errors: [{ pointer: '/to' }] }]);
});
