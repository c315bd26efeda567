import { randomUUID } from 'node:crypto';
import { type CaseEvent, type RejectionReport, rejectionReport } from '@goen/contracts/public';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordEvent } from '../events/record-event.ts';
import { startIntakeFixture } from '../testing/intake-fixture.ts';
import { acceptRequests, type ReportRequest } from './accept-requests.ts';

let fixture: Awaited<ReturnType<typeof startIntakeFixture>>;
beforeAll(async () => {
  fixture = await startIntakeFixture();
});
afterAll(() => fixture?.close());

const source = { ats: 'property' };
/** Few of each, so that reports repeat, join, share addresses, and turn out to be about one person. */
const someReport = fc
  .record({
    application: fc.integer({ min: 1, max: 6 }),
    candidate: fc.integer({ min: 1, max: 4 }),
    address: fc.integer({ min: 0, max: 3 }),
    name: fc.constantFrom('山田 太郎', '佐藤 花子', null),
    day: fc.constantFrom('2026-11-18', '2026-11-20', '2026-12-24'),
    type: fc.constantFrom(null, null, null, 'by_candidate'),
  })
  .map(({ application, candidate, address, name, day, type }) => ({
    kind: 'report' as const,
    report: rejectionReport.parse({
      source,
      application: {
        remote_id: `A-${application}`,
        rejected_at: `${day}T10:00:00+09:00`,
        ...(type ? { rejection_reason: { type } } : {}),
      },
      candidate: {
        remote_id: `C-${candidate}`,
        ...(name ? { full_name: name } : {}),
        emails: address === 0 ? [] : [{ value: `person-${address}@example.jp` }],
      },
    }),
  }));

const someEvent = fc
  .record({ type: fc.constantFrom('candidate.hired', 'application.unrejected'), n: fc.integer({ min: 1, max: 4 }) })
  .map(({ type, n }) => ({
    kind: 'event' as const,
    event: {
      type,
      source,
      occurred_at: '2026-11-21T10:00:00+09:00',
      ...(type === 'candidate.hired'
        ? { candidate: { remote_id: `C-${n}` } }
        : { application: { remote_id: `A-${n}` } }),
    } as CaseEvent,
  }));

type Step =
  | { readonly kind: 'report'; readonly report: RejectionReport }
  | { readonly kind: 'event'; readonly event: CaseEvent };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: someReport }, { weight: 1, arbitrary: someEvent }),
  { minLength: 2, maxLength: 10 },
);

const toRequest = (report: RejectionReport): ReportRequest => ({
  report,
  key: null,
  toResponse: ({ caseId: _case, rejectionId: _rejection, ...rest }) => ({
    status: 202,
    contentType: 'application/json',
    body: JSON.stringify(rest),
  }),
});

/** Runs the steps as a new company; reports in a row are accepted together as far as `sizes` says. */
async function run(all: readonly Step[], sizes: readonly number[]) {
  const companyId = randomUUID();
  await fixture.sql(`insert into company select ?, 'P', ?, settings, now() from company where id = ?`, [
    companyId,
    companyId,
    fixture.context.companyId,
  ]);
  const context = { ...fixture.context, companyId };
  let group: ReportRequest[] = [];
  let groups = 0;
  const results: unknown[] = [];
  const flush = async () => {
    if (group.length === 0) return;
    for (const result of await acceptRequests(context, group)) {
      results.push(result.kind === 'response' ? 'accepted' : result);
    }
    group = [];
    groups += 1;
  };
  for (const step of all) {
    if (step.kind === 'event') {
      await flush();
      await recordEvent(context, companyId, step.event);
      continue;
    }
    group.push(toRequest(step.report));
    if (group.length >= (sizes[groups % sizes.length] ?? 1)) await flush();
  }
  await flush();
  return { results, cases: await describeCases(companyId), people: await describePeople(companyId) };
}

/** Without ids, and without which of two merged candidates stayed: that depends on ids when both are new. */
const describeCases = (companyId: string) =>
  fixture.sql(
    `select * from (select f.state, f.closed_reason, f.stage, f.next_step, f.next_step_at, f.next_mail, f.mail_decision,
       cardinality(f.next_mail_rejection_ids) as mailed, c.address_state, c.may_be_mailed, c.person_hash is null as silent,
       (select json_agg(json_build_array(r.remote_id, r.rejected_at, r.silent) order by r.remote_id, r.rejected_at)
        from rejection r where r.case_id = f.id) as rejections,
       (select json_agg(k order by k) from (select x.kind as k from fact x where x.case_id = f.id) x) as facts
     from follow_up_case f join candidate c on c.id = f.candidate_id where f.company_id = ?) t
     order by rejections::text, facts::text, state`,
    [companyId],
  );

const describePeople = (companyId: string) =>
  fixture.sql(
    `select * from (select (select json_agg(distinct s.remote_id) from (
         select c.remote_id union select remote_id from candidate_alias where candidate_id = c.id
         union select m.remote_id from candidate m where m.merged_into = c.id) s) as ids,
       (select json_agg(person_hash order by person_hash) from candidate_address where candidate_id = c.id) as addresses
     from candidate c where c.company_id = ? and c.merged_into is null) t order by ids::text, addresses::text`,
    [companyId],
  );

test('any grouping of the same reports gives the same cases as one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
      async (all, sizes) => {
        expect(await run(all, sizes)).toEqual(await run(all, [1]));
      },
    ),
    { numRuns: 25 },
  );
});
