import { randomUUID } from 'node:crypto';
import { nextStep } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { linkToken, loadCase, type NewFact, saveLink } from '@goen/cases';
import type { RejectionAccepted } from '@goen/contracts/public';
import { personHash, pgArray } from '@goen/service-kit';
import { seedFacts } from '@goen/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aReport, type Bench, someday, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
// Who is older has to be told apart.
const minuteMs = 60_000;
let minutes = 0;
const later = () => {
  minutes += 1;
  bench.clock.now = new Date(someday.getTime() + minutes * minuteMs);
};
beforeEach(later);

type Report = ReturnType<typeof aReport>;
const report = async (body: Report): Promise<RejectionAccepted> => {
  later();
  const answer = await bench.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const tell = async (type: string, { source, candidate }: Report, remote_id = candidate.remote_id) => {
  const event = { type, source, occurred_at: '2026-11-24T10:30:00+09:00', candidate: { remote_id } };
  return ((await (await bench.post('/v1/events', event)).json()) as { case_ids: string[] }).case_ids;
};
type CaseRow = { state: string; closed_reason: string | null; candidate_id: string };
const rowOf = async (id: string): Promise<CaseRow> => {
  const sql = 'select state, closed_reason, candidate_id from follow_up_case where id = ?';
  const [row] = await bench.rows<CaseRow>(sql, [id]);
  if (row === undefined) throw new Error('no such case');
  return row;
};
const kindsOf = async (caseId: string): Promise<string[]> =>
  (await bench.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );
const told = async (caseId: string): Promise<string[]> => {
  const seen = (await (await bench.request(`/v1/cases/${caseId}`)).json()) as {
    rejections: { application_remote_id: string }[];
  };
  return seen.rejections.map((one) => one.application_remote_id).toSorted();
};
const append = async (caseId: string, ...facts: NewFact[]) => {
  const { candidate_id: candidateId } = await rowOf(caseId);
  const of = { id: caseId, companyId: bench.hinode.id, candidateId };
  await withCompany(bench.orm, bench.hinode.id, async (em) => {
    await seedFacts(em, of, ...facts);
  });
};
/** As the worker does just before it asks for the n-th mail. */
const beginMail = async (caseId: string, n = 1) => {
  const { candidate_id: candidateId } = await rowOf(caseId);
  const of = { id: caseId, companyId: bench.hinode.id, candidateId };
  const token = linkToken('a-secret-of-the-tests', caseId, n);
  await withCompany(bench.orm, bench.hinode.id, (em) => saveLink(em, of, n, token));
};
const sent = async (caseId: string): Promise<NewFact<'mail.sent'>> => {
  const [row] = await bench.rows<{ id: string }>('select id from rejection where case_id = ?', [caseId]);
  const rejectionIds = [row?.id ?? ''];
  return {
    kind: 'mail.sent',
    at: someday,
    data: { n: 1, mail: 'rejection', rejectionIds, messageId: 'm1', date: '2026-11-24' },
  };
};
const idsOf = (...reports: Report[]) => reports.map(({ application }) => application.remote_id).toSorted();
/** Another application of theirs, reported with the address of another person. */
const withAddressOf = (one: Report, other: Report): Report =>
  aReport({ candidate: { ...one.candidate, emails: other.candidate.emails } });

test('a second id of a person is theirs from then on: for events, and when their address changes', async () => {
  const first = aReport();
  const { case_id: id } = await report(first);
  const second = aReport({ candidate: { emails: first.candidate.emails } });
  expect(await report(second)).toMatchObject({ case_id: id, joined: true });
  expect(await tell('candidate.reapplied', second)).toEqual([id]);
  const moved = aReport({ candidate: { remote_id: second.candidate.remote_id } });
  expect(await report(moved)).toMatchObject({ case_id: id, joined: true });
  expect(await tell('candidate.hired', second)).toEqual([id]);
  expect(await tell('candidate.hired', { ...second, source: { ats: 'another' } })).toEqual([]);
});

test('every address that a candidate had is kept as a hash, once', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  const moved = aReport({ candidate: { remote_id: body.candidate.remote_id } });
  for (const one of [moved, aReport({ candidate: body.candidate }), aReport({ candidate: moved.candidate })])
    await report(one);
  const { candidate_id: candidateId } = await rowOf(id);
  const addresses = [body, moved].map(({ candidate }) => candidate.emails[0]?.value ?? '');
  const rows = await bench.rows<{ person_hash: string }>(
    'select person_hash from candidate_address where candidate_id = ?',
    [candidateId],
  );
  const hashes = addresses.map((email) => personHash(email, bench.context.personHashKey));
  expect(rows.map((row) => row.person_hash).toSorted()).toEqual(hashes.toSorted());
});

test('two candidates who turn out to be one person have one case, which tells what was not told', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  const both = withAddressOf(b, a);
  expect(await report(both)).toMatchObject({ case_id: older, joined: true });
  const { candidate_id: candidateId } = await rowOf(older);
  expect(await rowOf(younger)).toEqual({ state: 'closed', closed_reason: 'superseded', candidate_id: candidateId });
  expect(await kindsOf(younger)).toEqual(['rejection.reported', 'case.closed']);
  expect(await kindsOf(older)).toEqual(['rejection.reported', 'rejection.reported', 'rejection.reported']);
  expect([await told(older), await told(younger)]).toEqual([idsOf(a, b, both), []]);
  for (const one of [a, b]) expect(await tell('candidate.hired', one)).toEqual([older]);
  const nudges = "select case_id from outbox where kind = 'nudge' and case_id = any(?::uuid[])";
  const woken = await bench.rows<{ case_id: string }>(nudges, [`{${older},${younger}}`]);
  expect(new Set(woken.map(({ case_id }) => case_id))).toEqual(new Set([older, younger]));
  const pool = (await (await bench.request('/v1/candidates?limit=200')).json()) as { items: { email: string }[] };
  const emails = [a, b].map(({ candidate }) => candidate.emails[0]?.value);
  expect(pool.items.map(({ email }) => email).filter((email) => emails.includes(email))).toEqual([emails[0]]);
});

test('a rejection that went to another case is taken back there', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { rejection_id: moved } = await report(b);
  await report(withAddressOf(b, a));
  const event = { type: 'application.unrejected', source: b.source, occurred_at: '2026-11-24T10:30:00+09:00' };
  const answer = await bench.post('/v1/events', { ...event, application: { remote_id: b.application.remote_id } });
  expect(await answer.json()).toEqual({ case_ids: [older] });
  const seen = (await (await bench.request(`/v1/cases/${older}`)).json()) as {
    rejections: { id: string; cancelled: boolean }[];
  };
  expect(seen.rejections.filter(({ cancelled }) => cancelled).map(({ id }) => id)).toEqual([moved]);
});

test('nothing of the later candidate stays behind: their row is empty, their addresses are the older one’s', async () => {
  const [a, b] = [aReport(), aReport({ candidate: { tags: [{ kind: 'skill', value: 'Go' }] } })];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await beginMail(younger, 9);
  const { candidate_id: gone } = await rowOf(younger);
  await report(withAddressOf(b, a));
  const { candidate_id: candidateId } = await rowOf(older);
  const rows = await bench.rows('select email, family_name, person_hash, merged_into from candidate where id = ?', [
    gone,
  ]);
  expect(rows).toEqual([{ email: null, family_name: null, person_hash: null, merged_into: candidateId }]);
  for (const table of ['application', 'rejection', 'candidate_tag', 'candidate_address', 'candidate_link'])
    expect(await bench.rows(`select 1 from ${table} where candidate_id = ?`, [gone])).toEqual([]);
  expect(await bench.rows('select 1 from candidate_address where candidate_id = ?', [candidateId])).toHaveLength(2);
  expect(await bench.rows('select 1 from candidate_tag where candidate_id = ?', [candidateId])).toHaveLength(2);
});

test('a result that was told is not told again', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await append(younger, await sent(younger));
  const both = withAddressOf(a, b);
  expect(await report(both)).toMatchObject({ case_id: older, joined: true });
  expect([await told(older), await told(younger)]).toEqual([idsOf(a, both), idsOf(b)]);
  expect((await rowOf(younger)).closed_reason).toBe('superseded');
});

test('a case that is just telling a result goes on, and the other ends', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await beginMail(younger);
  const both = withAddressOf(b, a);
  expect(await report(both)).toMatchObject({ case_id: younger, joined: true });
  expect(await told(younger)).toEqual(idsOf(a, b, both));
  expect(await rowOf(younger)).toMatchObject({ state: 'open', candidate_id: (await rowOf(older)).candidate_id });
  expect(await rowOf(older)).toMatchObject({ state: 'closed', closed_reason: 'superseded' });
});

test('while both are just telling a result both stay; the next report of the person makes them one', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  for (const id of [older, younger]) await beginMail(id);
  expect(await report(withAddressOf(b, a))).toMatchObject({ case_id: younger, joined: true });
  await append(older, await sent(older));
  await report(aReport({ candidate: a.candidate }));
  expect([(await rowOf(older)).state, (await rowOf(younger)).state]).toEqual(['closed', 'open']);
});

test('the only open case is kept, whosever it is', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  await bench.rows("update follow_up_case set state = 'closed' where id = ?", [older]);
  const { case_id: younger } = await report(b);
  const both = withAddressOf(b, a);
  expect(await report(both)).toMatchObject({ case_id: younger, joined: true });
  expect(await rowOf(younger)).toMatchObject({ state: 'open', candidate_id: (await rowOf(older)).candidate_id });
});

test('what either decided or got holds for the one person; a pause goes on', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await append(younger, { kind: 'case.paused', at: someday, data: { until: '2027-02-01' } });
  await tell('candidate.hired', b);
  const { case_id: id } = await report(withAddressOf(b, a));
  expect(id).toBe(older);
  expect((await kindsOf(older)).filter((kind) => kind === 'case.paused')).toHaveLength(1);
  const facts = await bench.rows<{ data: object }>('select data from fact where case_id = ? order by seq', [older]);
  expect(facts.at(-1)?.data).toMatchObject({ silent: 'holds_offer' });
  const loaded = await withCompany(bench.orm, bench.hinode.id, (em) => loadCase(em, older));
  expect(loaded && nextStep(loaded.file, someday.getTime())).toEqual({ kind: 'close', reason: 'hired' });
});

test('a repeat that tells the address answers the case that has the rejection now', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const first = await report(b);
  const again = await report({ ...b, candidate: { ...b.candidate, emails: a.candidate.emails } });
  expect(again).toEqual({ ...first, case_id: older, known: true });
});

test('so it is in a batch, line after line', async () => {
  const [a, b] = [aReport(), aReport()];
  const both = withAddressOf(b, a);
  const last = aReport({ candidate: { emails: b.candidate.emails } });
  const lines = [a, b, both, last].map((one) => JSON.stringify(one)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await bench.request('/v1/rejections/batch', { method: 'POST', body: lines, headers });
  const ids = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as RejectionAccepted).case_id);
  const open = await bench.rows<{ id: string }>(
    "select id from follow_up_case where state = 'open' and id = any(?::uuid[])",
    [pgArray(ids.slice(0, 3))],
  );
  expect(open.map(({ id }) => id)).toEqual([ids[2]]);
  // Nobody has the address of the second line any more.
  expect(ids.slice(0, 3)).not.toContain(ids[3]);
});

test('nobody is found to be the same as a person who had their data erased', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: erased } = await report(a);
  const { candidate_id: id } = await rowOf(erased);
  await bench.rows('update candidate set erased_at = now(), email = null where id = ?', [id]);
  const { case_id: own } = await report(b);
  expect(await report(withAddressOf(b, a))).toMatchObject({ case_id: own, joined: true });
  expect(await report(withAddressOf(a, b))).toMatchObject({ case_id: erased, joined: true });
  expect(await bench.rows('select email, merged_into from candidate where id = ?', [id])).toEqual([
    { email: null, merged_into: null },
  ]);
});

test('a person who is erased while a report waits is not stored anew', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  const email = `${randomUUID()}@example.jp`;
  const again = { ...body, candidate: { ...body.candidate, emails: [{ value: email, type: 'personal' }] } };
  const { candidate_id: candidateId } = await rowOf(id);
  let answered: Promise<unknown> = Promise.resolve();
  await withCompany(bench.orm, bench.hinode.id, async (em) => {
    await em.execute('select 1 from follow_up_case where id = ? for update', [id]);
    answered = report(again);
    const waiting = `select count(*)::int as n from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(async () => (await bench.rows(waiting))[0], { timeout: 60_000 }).toEqual({ n: 1 });
    await em.execute('update candidate set erased_at = now(), email = null where id = ?', [candidateId]);
  });
  await answered;
  expect(await bench.rows('select email from candidate where id = ?', [candidateId])).toEqual([{ email: null }]);
});
