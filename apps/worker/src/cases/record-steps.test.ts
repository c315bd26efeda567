import { toTokyoDate } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import type { NewFact } from '@goen/cases';
import { erasureRequest, referralPosting, reversalPosting, suppressionRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  afterMonths,
  evidence,
  type SeededCase,
  sendingWindow,
  startWorkerFixture,
  type WorkerFixture,
} from '../testing/worker-fixture.ts';
import { decide } from './decide.ts';
import { refer, reverseReferral } from './referrals.ts';
import { close, erase, suppress } from './suppress-erase-close.ts';

let fixture: WorkerFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
afterAll(() => fixture?.close());
beforeEach(() => {
  fixture.mail.respondWith(() => ({ status: 204 }));
  fixture.credit.respondWith(() => ({ status: 503 }));
});

const at = new Date(sendingWindow.startMs);
const later = sendingWindow.startMs + 2 * 3_600_000;
const refOf = ({ ref }: SeededCase, asOfMs = later) => ({ ...ref, asOfMs });
const lastFact = async (one: SeededCase) => (await fixture.listFacts(one)).at(-1);
const consented: NewFact<'consent.granted'> = { kind: 'consent.granted', at, data: { consent: 'relay', evidence } };

test('a referral posts one point for the hash of the person, and is one fact though it runs twice', async () => {
  const one = await fixture.seed({ facts: [consented] });
  const entryId = `${one.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_asked, times) => ({
    status: 200,
    body: { status: 'posted', entryId, replayed: times > 1 },
  }));
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  const postings = fixture.credit.requests.map(({ body }) => referralPosting.parse(body));
  const { personHash } = await fixture.loadCandidate(one);
  const expected = { id: entryId, personHash, otherHashes: [], date: toTokyoDate(later) };
  expect(postings).toEqual([expected]);
  expect(fixture.credit.requests[0]?.path).toBe(`/companies/${one.ref.companyId}/referrals`);
  expect((await fixture.listFacts(one)).filter(({ kind }) => kind === 'referral.made')).toMatchObject([
    { data: { n: 1, entryId } },
  ]);
});

test('a consent that was withdrawn while credit-service was away is not referred', async () => {
  const withdrawn: NewFact<'consent.withdrawn'> = {
    kind: 'consent.withdrawn',
    at,
    data: { consent: 'relay', evidence },
  };
  const one = await fixture.seed({ facts: [consented, withdrawn] });
  fixture.credit.respondWith(() => ({ status: 404, body: { type: 'x', title: 'x', status: 404, code: 'not_found' } }));
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  // It only looks whether a try before came through.
  const entryId = encodeURIComponent(`${one.ref.caseId}:referral:1`);
  expect(fixture.credit.requests).toMatchObject([
    { path: `/companies/${one.ref.companyId}/referrals/${entryId}`, body: {} },
  ]);
  expect(await lastFact(one)).toMatchObject({ kind: 'consent.withdrawn' });
});

test('a point whose answer was lost is told of, and taken back, though its rejection was taken back meanwhile', async () => {
  const one = await fixture.seed({ facts: [consented] });
  const entryId = `${one.ref.caseId}:referral:1`;
  fixture.credit.respondWith(() => 'cut');
  await expect(refer(fixture.context, refOf(one), { kind: 'refer', n: 1 })).rejects.toThrow(/^service_unreachable$/);
  await fixture.append(one, {
    kind: 'application.unrejected',
    at: new Date(later),
    data: { sourceKey: 'ats:x', remoteId: 'A-1', at: new Date(later).toISOString() },
  });
  const body = { status: 'posted', entryId, replayed: true, earnedCredits: 0 };
  fixture.credit.respondWith(({ body: asked }) => ({ status: 'id' in asked ? 503 : 200, body }));
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  expect(await lastFact(one)).toMatchObject({ kind: 'referral.made', data: { n: 1, entryId } });
  const step = { kind: 'reverse_referral', n: 1, entryId, reason: 'unrejected' };
  expect((await decide(fixture.context, refOf(one))).step).toEqual(step);
});

test('an erasure waits for no answer of credit-service', async () => {
  const one = await fixture.seed({ facts: [consented, { kind: 'erasure.requested', at, data: {} }] });
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  expect(fixture.credit.requests).toEqual([]);
});

test('the other addresses of the person are named: a point under one of them is theirs too', async () => {
  const one = await fixture.seed({ facts: [consented] });
  const { personHash } = await fixture.loadCandidate(one);
  for (const hash of [personHash, 'b'.repeat(64), 'a'.repeat(64)]) {
    await fixture.sql('insert into candidate_address values (gen_random_uuid(), ?, ?, ?, now())', [
      one.ref.companyId,
      one.candidateId,
      hash,
    ]);
  }
  fixture.credit.respondWith(() => ({ status: 200, body: { status: 'refused', reason: 'already_referred' } }));
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  const posting = referralPosting.parse(fixture.credit.requests[0]?.body);
  expect(posting.otherHashes.toSorted()).toEqual(['a'.repeat(64), 'b'.repeat(64)]);
});

test('a point whose answer was lost counts, though the address changed before it was asked for again', async () => {
  const one = await fixture.seed({ facts: [consented] });
  const conflict = { type: 'x', title: 'x', status: 409, code: 'entry_conflict' };
  const entryId = `${one.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_asked, times) =>
    times === 1
      ? { status: 409, body: conflict }
      : { status: 200, body: { status: 'posted', entryId, replayed: true, earnedCredits: 0 } },
  );
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  expect(fixture.credit.requests[1]?.path).toBe(
    `/companies/${one.ref.companyId}/referrals/${encodeURIComponent(entryId)}`,
  );
  expect(await lastFact(one)).toMatchObject({ kind: 'referral.made', data: { n: 1, entryId } });
});

test('a referral that the books refuse is recorded with its reason', async () => {
  const one = await fixture.seed({ facts: [consented] });
  fixture.credit.respondWith(() => ({ status: 200, body: { status: 'refused', reason: 'already_referred' } }));
  await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  expect(await lastFact(one)).toMatchObject({ kind: 'referral.refused', data: { n: 1, reason: 'already_referred' } });
});

test('a point that was under way while another case of the person was found to have one is a duplicate', async () => {
  const one = await fixture.seed({ facts: [consented] });
  const other = await fixture.anotherCase(one);
  await fixture.append(other, { kind: 'referral.made', at, data: { n: 1, entryId: 'the-first' } });
  const entryId = `${one.ref.caseId}:referral:1`;
  fixture.credit.respondWith(() => ({ status: 200, body: { status: 'posted', entryId, replayed: false } }));
  for (let times = 0; times < 2; times += 1) {
    await refer(fixture.context, refOf(one), { kind: 'refer', n: 1 });
  }
  expect((await fixture.listFacts(one)).map(({ kind }) => kind).slice(-2)).toEqual([
    'referral.made',
    'referral.duplicated',
  ]);
  const step = { kind: 'reverse_referral', n: 1, entryId, reason: 'duplicate' } as const;
  expect((await decide(fixture.context, refOf(one))).step).toEqual(step);
  fixture.credit.respondWith(() => ({
    status: 200,
    body: { status: 'posted', entryId: `${entryId}:reversal`, replayed: false },
  }));
  await reverseReferral(fixture.context, refOf(one), step);
  expect(fixture.credit.requests[0]?.body).toMatchObject({ entryId, reason: 'duplicate' });
  expect((await decide(fixture.context, refOf(one))).step).not.toMatchObject({ kind: 'reverse_referral' });
});

test('a point that was taken back for another reason before is taken back', async () => {
  const entryId = 'case:referral:1';
  const one = await fixture.seed({ facts: [consented, { kind: 'referral.made', at, data: { n: 1, entryId } }] });
  const body = { type: 'x', title: 'x', status: 409, code: 'entry_conflict' };
  fixture.credit.respondWith(() => ({ status: 409, body }));
  await reverseReferral(fixture.context, refOf(one), { kind: 'reverse_referral', n: 1, entryId, reason: 'duplicate' });
  expect(await lastFact(one)).toMatchObject({ kind: 'referral.reversed', data: { n: 1 } });
});

test('a reversal names the entry that it takes back', async () => {
  const entryId = 'case:referral:1';
  const one = await fixture.seed({ facts: [consented, { kind: 'referral.made', at, data: { n: 1, entryId } }] });
  fixture.credit.respondWith(() => ({
    status: 200,
    body: { status: 'posted', entryId: `${entryId}:reversal`, replayed: false },
  }));
  const step = { kind: 'reverse_referral', n: 1, entryId, reason: 'unrejected' } as const;
  await reverseReferral(fixture.context, refOf(one), step);
  await reverseReferral(fixture.context, refOf(one), step);
  expect(reversalPosting.parse(fixture.credit.requests[0]?.body)).toEqual({
    id: `${entryId}:reversal`,
    entryId,
    reason: 'unrejected',
  });
  expect((await fixture.listFacts(one)).filter(({ kind }) => kind === 'referral.reversed')).toHaveLength(1);
});

test('a service that refuses or is away fails the activity by a code alone', async () => {
  const one = await fixture.seed({ facts: [consented] });
  fixture.credit.respondWith(() => ({
    status: 409,
    body: { type: 'x', title: 'x', status: 409, code: 'conflict', detail: 'hanako@example.jp' },
  }));
  await expect(refer(fixture.context, refOf(one), { kind: 'refer', n: 1 })).rejects.toThrow(/^[a-z_]+(409)?$/);
  fixture.credit.respondWith(() => 'cut');
  await expect(refer(fixture.context, refOf(one), { kind: 'refer', n: 1 })).rejects.toThrow(/^service_unreachable$/);
  expect(await lastFact(one)).toMatchObject({ kind: 'consent.granted' });
});

test('unsubscribing stops the company’s regulated mails at mail-service too', async () => {
  const one = await fixture.seed({ facts: [{ kind: 'mail.unsubscribed', at, data: { via: 'page' } }] });
  expect((await decide(fixture.context, refOf(one))).step).toEqual({ kind: 'suppress' });
  await suppress(fixture.context, refOf(one));
  expect(fixture.mail.requests.map(({ path }) => path)).toEqual(['/suppressions']);
  expect(suppressionRequest.parse(fixture.mail.requests[0]?.body)).toEqual({
    company: one.ref.companyId,
    email: 'hanako@example.jp',
    scope: 'regulated',
    reason: 'unsubscribed',
  });
  expect((await decide(fixture.context, refOf(one))).step.kind).not.toBe('suppress');
});

test('erasure deletes who the person is here and at mail-service, keeps the hash, and ends the case', async () => {
  const one = await fixture.seed({ facts: [{ kind: 'erasure.requested', at, data: {} }] });
  expect((await decide(fixture.context, refOf(one))).step).toEqual({ kind: 'erase' });
  const { personHash } = await fixture.loadCandidate(one);
  await erase(fixture.context, refOf(one));
  await erase(fixture.context, refOf(one));
  expect(fixture.mail.requests[0]?.path).toBe('/erasures');
  expect(erasureRequest.parse(fixture.mail.requests[0]?.body)).toEqual({
    company: one.ref.companyId,
    personHashes: [personHash],
  });
  const gone = await fixture.loadCandidate(one);
  expect(gone).toMatchObject({ email: null, familyName: null, givenName: null, fullName: null, personHash });
  expect((await decide(fixture.context, refOf(one))).step).toEqual({ kind: 'close', reason: 'erased' });
});

test('erasure reaches every address that the candidate ever had, a hundred at a time', async () => {
  const one = await fixture.seed({ facts: [{ kind: 'erasure.requested', at, data: {} }] });
  const before = Array.from({ length: 120 }, (_, n) => String(n).padStart(64, '0'));
  for (const hash of before) {
    await fixture.sql('insert into candidate_address values (gen_random_uuid(), ?, ?, ?, now())', [
      one.ref.companyId,
      one.candidateId,
      hash,
    ]);
  }
  await erase(fixture.context, refOf(one));
  const asked = fixture.mail.requests.map(({ body }) => erasureRequest.parse(body));
  const { personHash } = await fixture.loadCandidate(one);
  expect(asked.map(({ personHashes }) => personHashes.length)).toEqual([100, 21]);
  expect(new Set(asked.flatMap(({ personHashes }) => personHashes))).toEqual(new Set([personHash, ...before]));
});

test('a case closes once, and what lists show says so', async () => {
  const one = await fixture.seed();
  const sent = (n: number, mail: 'rejection' | 'first_follow_up' | 'second_follow_up'): NewFact => ({
    kind: 'mail.sent',
    at,
    data: { n, mail, rejectionIds: [one.rejectionId], messageId: `m${n}`, date: sendingWindow.date },
  });
  await fixture.append(one, sent(1, 'rejection'), sent(2, 'first_follow_up'), sent(3, 'second_follow_up'));
  const atEnd = refOf(one, afterMonths(13));
  await close(fixture.context, atEnd, { kind: 'close', reason: 'story_told' });
  await close(fixture.context, atEnd, { kind: 'close', reason: 'story_told' });
  expect((await fixture.listFacts(one)).filter(({ kind }) => kind === 'case.closed')).toHaveLength(1);
  expect(await fixture.loadCaseRow(one)).toMatchObject({
    state: 'closed',
    closedReason: 'story_told',
    nextStep: 'none',
  });
  expect((await decide(fixture.context, atEnd)).step).toEqual({ kind: 'none' });
});

test('a case does not close when something came in since that was decided', async () => {
  const one = await fixture.seed();
  await close(fixture.context, refOf(one), { kind: 'close', reason: 'story_told' });
  expect(await lastFact(one)).toMatchObject({ kind: 'rejection.reported' });
  expect((await fixture.loadCaseRow(one)).state).toBe('open');
});

test('deciding keeps the next step on the row, and tells of no person', async () => {
  const one = await fixture.seed();
  const decision = await decide(fixture.context, refOf(one, sendingWindow.startMs));
  const dueMs = sendingWindow.startMs + 3_600_000;
  expect(decision.step).toEqual({ kind: 'wait', untilMs: dueMs, next: 'rejection_mail' });
  expect(await fixture.loadCaseRow(one)).toMatchObject({
    nextStep: 'rejection_mail',
    nextStepAt: new Date(dueMs),
    stage: 'interview',
  });
  expect(JSON.stringify(decision)).not.toMatch(/hanako|花子|山田/);
});

test('deciding waits for who records on the case, and then sees what they wrote', async () => {
  const one = await fixture.seed();
  const order: string[] = [];
  let decided: Promise<unknown> = Promise.resolve();
  await withCompany(fixture.context.orm, one.ref.companyId, async (em) => {
    await em.execute('select 1 from follow_up_case where id = ? for update', [one.ref.caseId]);
    decided = decide(fixture.context, refOf(one)).then(({ step }) => order.push(step.kind));
    const waiting =
      "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    const blocked = async () => (await fixture.sql(waiting))[0];
    await expect.poll(blocked, { timeout: 60_000 }).toEqual({ n: 1 });
    await em.execute(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, 'erasure.requested', now(), '{}')`,
      [one.ref.companyId, one.ref.caseId, one.candidateId],
    );
    order.push('recorded');
  });
  await decided;
  expect(order).toEqual(['recorded', 'erase']);
});

test('a case of another company is none', async () => {
  const [one, other] = [await fixture.seed(), await fixture.seed()];
  const decision = await decide(fixture.context, { ...refOf(one), companyId: other.ref.companyId });
  expect(decision.step).toEqual({ kind: 'none' });
});
