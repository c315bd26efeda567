import { randomUUID } from 'node:crypto';
import { nextStep } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { deriveLinkToken, loadCase, type NewFact, saveLink } from '@goen/cases';
import type { RejectionAccepted } from '@goen/contracts/public';
import { personHash, pgArray } from '@goen/service-kit';
import { seedFacts } from '@goen/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aReport, type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());
// Each report is a minute later than the last, so that the older candidate is well defined.
const minuteMs = 60_000;
let minutes = 0;
const advanceClock = () => {
  minutes += 1;
  gateway.clock.now = new Date(someday.getTime() + minutes * minuteMs);
};
beforeEach(advanceClock);

type Report = ReturnType<typeof aReport>;
const report = async (body: Report): Promise<RejectionAccepted> => {
  advanceClock();
  const answer = await gateway.post('/v1/rejections', body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RejectionAccepted;
};
const reportEvent = async (type: string, { source, candidate }: Report, remote_id = candidate.remote_id) => {
  const event = { type, source, occurred_at: '2026-11-24T10:30:00+09:00', candidate: { remote_id } };
  return ((await (await gateway.post('/v1/events', event)).json()) as { case_ids: string[] }).case_ids;
};
type CaseRow = { state: string; closed_reason: string | null; candidate_id: string };
const getCase = async (id: string): Promise<CaseRow> => {
  const sql = 'select state, closed_reason, candidate_id from follow_up_case where id = ?';
  const [row] = await gateway.rows<CaseRow>(sql, [id]);
  if (row === undefined) throw new Error('no such case');
  return row;
};
const listKinds = async (caseId: string): Promise<string[]> =>
  (await gateway.rows<{ kind: string }>('select kind from fact where case_id = ? order by seq', [caseId])).map(
    ({ kind }) => kind,
  );
const listRejections = async (caseId: string): Promise<string[]> => {
  const view = (await (await gateway.request(`/v1/cases/${caseId}`)).json()) as {
    rejections: { application_remote_id: string }[];
  };
  return view.rejections.map((rejection) => rejection.application_remote_id).toSorted();
};
const append = async (caseId: string, ...facts: NewFact[]) => {
  const { candidate_id: candidateId } = await getCase(caseId);
  const target = { id: caseId, companyId: gateway.hinode.id, candidateId };
  await withCompany(gateway.orm, gateway.hinode.id, async (em) => {
    await seedFacts(em, target, ...facts);
  });
};
/** What the worker does just before it requests the n-th mail. */
const beginMail = async (caseId: string, n = 1) => {
  const { candidate_id: candidateId } = await getCase(caseId);
  const target = { id: caseId, companyId: gateway.hinode.id, candidateId };
  const token = deriveLinkToken('a-secret-of-the-tests', caseId, n);
  await withCompany(gateway.orm, gateway.hinode.id, (em) => saveLink(em, target, n, token));
};
const buildMailSent = async (caseId: string): Promise<NewFact<'mail.sent'>> => {
  const [row] = await gateway.rows<{ id: string }>('select id from rejection where case_id = ?', [caseId]);
  const rejectionIds = [row?.id ?? ''];
  return {
    kind: 'mail.sent',
    at: someday,
    data: { n: 1, mail: 'rejection', rejectionIds, messageId: 'm1', date: '2026-11-24' },
  };
};
const toApplicationIds = (...reports: Report[]) => reports.map(({ application }) => application.remote_id).toSorted();
/** A new application of `report`'s candidate with the address of `other`'s. */
const withAddressOf = (report: Report, other: Report): Report =>
  aReport({ candidate: { ...report.candidate, emails: other.candidate.emails } });

test('a second id of a person stays theirs, for events and when the address changes', async () => {
  const first = aReport();
  const { case_id: id } = await report(first);
  const second = aReport({ candidate: { emails: first.candidate.emails } });
  expect(await report(second)).toMatchObject({ case_id: id, joined: true });
  expect(await reportEvent('candidate.reapplied', second)).toEqual([id]);
  const moved = aReport({ candidate: { remote_id: second.candidate.remote_id } });
  expect(await report(moved)).toMatchObject({ case_id: id, joined: true });
  expect(await reportEvent('candidate.hired', second)).toEqual([id]);
  expect(await reportEvent('candidate.hired', { ...second, source: { ats: 'another' } })).toEqual([]);
});

test('keeps each address of a candidate once, as a hash', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  const moved = aReport({ candidate: { remote_id: body.candidate.remote_id } });
  for (const next of [moved, aReport({ candidate: body.candidate }), aReport({ candidate: moved.candidate })]) {
    await report(next);
  }
  const { candidate_id: candidateId } = await getCase(id);
  const addresses = [body, moved].map(({ candidate }) => candidate.emails[0]?.value ?? '');
  const rows = await gateway.rows<{ person_hash: string }>(
    'select person_hash from candidate_address where candidate_id = ?',
    [candidateId],
  );
  const hashes = addresses.map((email) => personHash(email, gateway.context.personHashKey));
  expect(rows.map((row) => row.person_hash).toSorted()).toEqual(hashes.toSorted());
});

test('two candidates who are one person get one case with all rejections not yet mailed', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  const both = withAddressOf(b, a);
  expect(await report(both)).toMatchObject({ case_id: older, joined: true });
  const { candidate_id: candidateId } = await getCase(older);
  expect(await getCase(younger)).toEqual({ state: 'closed', closed_reason: 'superseded', candidate_id: candidateId });
  expect(await listKinds(younger)).toEqual(['rejection.reported', 'case.closed']);
  expect(await listKinds(older)).toEqual(['rejection.reported', 'rejection.reported', 'rejection.reported']);
  expect([await listRejections(older), await listRejections(younger)]).toEqual([toApplicationIds(a, b, both), []]);
  for (const body of [a, b]) expect(await reportEvent('candidate.hired', body)).toEqual([older]);
  const nudges = "select case_id from outbox where kind = 'nudge' and case_id = any(?::uuid[])";
  const woken = await gateway.rows<{ case_id: string }>(nudges, [`{${older},${younger}}`]);
  expect(new Set(woken.map(({ case_id }) => case_id))).toEqual(new Set([older, younger]));
  const pool = (await (await gateway.request('/v1/candidates?limit=200')).json()) as { items: { email: string }[] };
  const emails = [a, b].map(({ candidate }) => candidate.emails[0]?.value);
  expect(pool.items.map(({ email }) => email).filter((email) => emails.includes(email))).toEqual([emails[0]]);
});

test('an un-rejection finds its rejection in the case it moved to', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { rejection_id: moved } = await report(b);
  await report(withAddressOf(b, a));
  const event = { type: 'application.unrejected', source: b.source, occurred_at: '2026-11-24T10:30:00+09:00' };
  const answer = await gateway.post('/v1/events', { ...event, application: { remote_id: b.application.remote_id } });
  expect(await answer.json()).toEqual({ case_ids: [older] });
  const seen = (await (await gateway.request(`/v1/cases/${older}`)).json()) as {
    rejections: { id: string; cancelled: boolean }[];
  };
  expect(seen.rejections.filter(({ cancelled }) => cancelled).map(({ id }) => id)).toEqual([moved]);
});

test('empties the row of the later candidate and moves its addresses to the older one', async () => {
  const [a, b] = [aReport(), aReport({ candidate: { tags: [{ kind: 'skill', value: 'Go' }] } })];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await beginMail(younger, 9);
  const { candidate_id: mergedId } = await getCase(younger);
  await report(withAddressOf(b, a));
  const { candidate_id: candidateId } = await getCase(older);
  const rows = await gateway.rows('select email, family_name, person_hash, merged_into from candidate where id = ?', [
    mergedId,
  ]);
  expect(rows).toEqual([{ email: null, family_name: null, person_hash: null, merged_into: candidateId }]);
  for (const table of ['application', 'rejection', 'candidate_tag', 'candidate_address', 'candidate_link'])
    expect(await gateway.rows(`select 1 from ${table} where candidate_id = ?`, [mergedId])).toEqual([]);
  expect(await gateway.rows('select 1 from candidate_address where candidate_id = ?', [candidateId])).toHaveLength(2);
  expect(await gateway.rows('select 1 from candidate_tag where candidate_id = ?', [candidateId])).toHaveLength(2);
});

test('a rejection that was mailed is not mailed again', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await append(younger, await buildMailSent(younger));
  const both = withAddressOf(a, b);
  expect(await report(both)).toMatchObject({ case_id: older, joined: true });
  expect([await listRejections(older), await listRejections(younger)]).toEqual([
    toApplicationIds(a, both),
    toApplicationIds(b),
  ]);
  expect((await getCase(younger)).closed_reason).toBe('superseded');
});

test('keeps the case whose mail is being requested and closes the other', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await beginMail(younger);
  const both = withAddressOf(b, a);
  expect(await report(both)).toMatchObject({ case_id: younger, joined: true });
  expect(await listRejections(younger)).toEqual(toApplicationIds(a, b, both));
  expect(await getCase(younger)).toMatchObject({ state: 'open', candidate_id: (await getCase(older)).candidate_id });
  expect(await getCase(older)).toMatchObject({ state: 'closed', closed_reason: 'superseded' });
});

test('keeps both cases while both request mails; the next report merges them', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  for (const id of [older, younger]) await beginMail(id);
  expect(await report(withAddressOf(b, a))).toMatchObject({ case_id: younger, joined: true });
  await append(older, await buildMailSent(older));
  await report(aReport({ candidate: a.candidate }));
  expect([(await getCase(older)).state, (await getCase(younger)).state]).toEqual(['closed', 'open']);
});

test('keeps the only open case, whichever candidate has it', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  await gateway.rows("update follow_up_case set state = 'closed' where id = ?", [older]);
  const { case_id: younger } = await report(b);
  const both = withAddressOf(b, a);
  expect(await report(both)).toMatchObject({ case_id: younger, joined: true });
  expect(await getCase(younger)).toMatchObject({ state: 'open', candidate_id: (await getCase(older)).candidate_id });
});

test('keeps the facts of both candidates, including a pause', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const { case_id: younger } = await report(b);
  await append(younger, { kind: 'case.paused', at: someday, data: { until: '2027-02-01' } });
  await reportEvent('candidate.hired', b);
  const { case_id: id } = await report(withAddressOf(b, a));
  expect(id).toBe(older);
  expect((await listKinds(older)).filter((kind) => kind === 'case.paused')).toHaveLength(1);
  const facts = await gateway.rows<{ data: object }>('select data from fact where case_id = ? order by seq', [older]);
  expect(facts.at(-1)?.data).toMatchObject({ silent: 'holds_offer' });
  const loaded = await withCompany(gateway.orm, gateway.hinode.id, (em) => loadCase(em, older));
  expect(loaded && nextStep(loaded.file, someday.getTime())).toEqual({ kind: 'close', reason: 'hired' });
});

test('a repeat with the shared address returns the case that has the rejection now', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: older } = await report(a);
  const first = await report(b);
  const again = await report({ ...b, candidate: { ...b.candidate, emails: a.candidate.emails } });
  expect(again).toEqual({ ...first, case_id: older, known: true });
});

test('merges within a batch, line by line', async () => {
  const [a, b] = [aReport(), aReport()];
  const both = withAddressOf(b, a);
  const last = aReport({ candidate: { emails: b.candidate.emails } });
  const lines = [a, b, both, last].map((body) => JSON.stringify(body)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', body: lines, headers });
  const ids = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as RejectionAccepted).case_id);
  const open = await gateway.rows<{ id: string }>(
    "select id from follow_up_case where state = 'open' and id = any(?::uuid[])",
    [pgArray(ids.slice(0, 3))],
  );
  expect(open.map(({ id }) => id)).toEqual([ids[2]]);
  // No candidate has the address of the second line any more.
  expect(ids.slice(0, 3)).not.toContain(ids[3]);
});

test('never merges with an erased person', async () => {
  const [a, b] = [aReport(), aReport()];
  const { case_id: erased } = await report(a);
  const { candidate_id: id } = await getCase(erased);
  await gateway.rows('update candidate set erased_at = now(), email = null where id = ?', [id]);
  const { case_id: own } = await report(b);
  expect(await report(withAddressOf(b, a))).toMatchObject({ case_id: own, joined: true });
  expect(await report(withAddressOf(a, b))).toMatchObject({ case_id: erased, joined: true });
  expect(await gateway.rows('select email, merged_into from candidate where id = ?', [id])).toEqual([
    { email: null, merged_into: null },
  ]);
});

test('does not store a person who is erased while the report waits', async () => {
  const body = aReport();
  const { case_id: id } = await report(body);
  const email = `${randomUUID()}@example.jp`;
  const again = { ...body, candidate: { ...body.candidate, emails: [{ value: email, type: 'personal' }] } };
  const { candidate_id: candidateId } = await getCase(id);
  let answered: Promise<unknown> = Promise.resolve();
  await withCompany(gateway.orm, gateway.hinode.id, async (em) => {
    await em.execute('select 1 from follow_up_case where id = ? for update', [id]);
    answered = report(again);
    const waiting = `select count(*)::int as n from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(async () => (await gateway.rows(waiting))[0], { timeout: 60_000 }).toEqual({ n: 1 });
    await em.execute('update candidate set erased_at = now(), email = null where id = ?', [candidateId]);
  });
  await answered;
  expect(await gateway.rows('select email from candidate where id = ?', [candidateId])).toEqual([{ email: null }]);
});
