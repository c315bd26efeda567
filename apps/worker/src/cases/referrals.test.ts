import { randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import type { NewFact } from '@goen/cases';
import { referralPosting, reversalPosting } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  evidence,
  type SeededCase,
  sendingWindow,
  startWorkerFixture,
  type WorkerFixture,
} from '../testing/worker-fixture.ts';
import { decide } from './decide.ts';
import { refer, reverseReferral } from './referrals.ts';

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
const toRef = ({ ref }: SeededCase, asOfMs = later) => ({ ...ref, asOfMs });
const findLastFact = async (seeded: SeededCase) => (await fixture.listFacts(seeded)).at(-1);
const consented: NewFact<'consent.granted'> = { kind: 'consent.granted', at, data: { consent: 'relay', evidence } };

test('a referral that runs twice posts one point for the person hash and records one fact', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  const entryId = `${seeded.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_request, attempt) => ({
    status: 200,
    body: { status: 'posted', entryId, replayed: attempt > 1 },
  }));
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  const postings = fixture.credit.requests.map(({ body }) => referralPosting.parse(body));
  const { personHash } = await fixture.loadCandidate(seeded);
  const expected = { id: entryId, personHash, otherHashes: [], date: toTokyoDate(later) };
  expect(postings).toEqual([expected]);
  expect(fixture.credit.requests[0]?.path).toBe(`/companies/${seeded.ref.companyId}/referrals`);
  expect((await fixture.listFacts(seeded)).filter(({ kind }) => kind === 'referral.made')).toMatchObject([
    { data: { n: 1, entryId } },
  ]);
});

test('a consent withdrawn while credit-service was unavailable is not referred', async () => {
  const withdrawn: NewFact<'consent.withdrawn'> = {
    kind: 'consent.withdrawn',
    at,
    data: { consent: 'relay', evidence },
  };
  const seeded = await fixture.seed({ facts: [consented, withdrawn] });
  fixture.credit.respondWith(() => ({ status: 404, body: { type: 'x', title: 'x', status: 404, code: 'not_found' } }));
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  // It only checks whether an earlier attempt was posted.
  const entryId = encodeURIComponent(`${seeded.ref.caseId}:referral:1`);
  expect(fixture.credit.requests).toMatchObject([
    { path: `/companies/${seeded.ref.companyId}/referrals/${entryId}`, body: {} },
  ]);
  expect(await findLastFact(seeded)).toMatchObject({ kind: 'consent.withdrawn' });
});

test('a point whose response was lost is recorded and then reversed if its rejection was reversed meanwhile', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  const entryId = `${seeded.ref.caseId}:referral:1`;
  fixture.credit.respondWith(() => 'cut');
  await expect(refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 })).rejects.toThrow(/^service_unreachable$/);
  await fixture.append(seeded, {
    kind: 'application.unrejected',
    at: new Date(later),
    data: { sourceKey: 'ats:x', remoteId: 'A-1', at: new Date(later).toISOString() },
  });
  const body = { status: 'posted', entryId, replayed: true, earnedCredits: 0 };
  fixture.credit.respondWith(({ body: request }) => ({ status: 'id' in request ? 503 : 200, body }));
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  expect(await findLastFact(seeded)).toMatchObject({ kind: 'referral.made', data: { n: 1, entryId } });
  const step = { kind: 'reverse_referral', n: 1, entryId, reason: 'unrejected' };
  expect((await decide(fixture.context, toRef(seeded))).step).toEqual(step);
});

test('an erasure doesn’t wait for credit-service', async () => {
  const seeded = await fixture.seed({ facts: [consented, { kind: 'erasure.requested', at, data: {} }] });
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  expect(fixture.credit.requests).toEqual([]);
});

test('a posting has the hashes of the person’s other addresses', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  const { personHash } = await fixture.loadCandidate(seeded);
  for (const hash of [personHash, 'b'.repeat(64), 'a'.repeat(64)]) {
    await fixture.sql('insert into candidate_address values (gen_random_uuid(), ?, ?, ?, now())', [
      seeded.ref.companyId,
      seeded.candidateId,
      hash,
    ]);
  }
  fixture.credit.respondWith(() => ({ status: 200, body: { status: 'refused', reason: 'already_referred' } }));
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  const posting = referralPosting.parse(fixture.credit.requests[0]?.body);
  expect(posting.otherHashes.toSorted()).toEqual(['a'.repeat(64), 'b'.repeat(64)]);
});

test('a point whose response was lost counts, even if the address changed before the retry', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  const conflict = { type: 'x', title: 'x', status: 409, code: 'entry_conflict' };
  const entryId = `${seeded.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_request, attempt) =>
    attempt === 1
      ? { status: 409, body: conflict }
      : { status: 200, body: { status: 'posted', entryId, replayed: true, earnedCredits: 0 } },
  );
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  expect(fixture.credit.requests[1]?.path).toBe(
    `/companies/${seeded.ref.companyId}/referrals/${encodeURIComponent(entryId)}`,
  );
  expect(await findLastFact(seeded)).toMatchObject({ kind: 'referral.made', data: { n: 1, entryId } });
});

test('a referral refused by credit-service is recorded with its reason', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  fixture.credit.respondWith(() => ({ status: 200, body: { status: 'refused', reason: 'already_referred' } }));
  await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  expect(await findLastFact(seeded)).toMatchObject({
    kind: 'referral.refused',
    data: { n: 1, reason: 'already_referred' },
  });
});

test('a point posted while another case of the person already had one is a duplicate', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  const other = await fixture.anotherCase(seeded);
  await fixture.append(other, { kind: 'referral.made', at, data: { n: 1, entryId: 'the-first' } });
  const entryId = `${seeded.ref.caseId}:referral:1`;
  fixture.credit.respondWith(() => ({ status: 200, body: { status: 'posted', entryId, replayed: false } }));
  for (let times = 0; times < 2; times += 1) {
    await refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 });
  }
  expect((await fixture.listFacts(seeded)).map(({ kind }) => kind).slice(-2)).toEqual([
    'referral.made',
    'referral.duplicated',
  ]);
  const step = { kind: 'reverse_referral', n: 1, entryId, reason: 'duplicate' } as const;
  expect((await decide(fixture.context, toRef(seeded))).step).toEqual(step);
  fixture.credit.respondWith(() => ({
    status: 200,
    body: { status: 'posted', entryId: `${entryId}:reversal`, replayed: false },
  }));
  await reverseReferral(fixture.context, toRef(seeded), step);
  expect(fixture.credit.requests[0]?.body).toMatchObject({ entryId, reason: 'duplicate' });
  expect((await decide(fixture.context, toRef(seeded))).step).not.toMatchObject({ kind: 'reverse_referral' });
});

test('a point already reversed for another reason counts as reversed', async () => {
  const entryId = 'case:referral:1';
  const seeded = await fixture.seed({ facts: [consented, { kind: 'referral.made', at, data: { n: 1, entryId } }] });
  const body = { type: 'x', title: 'x', status: 409, code: 'entry_conflict' };
  fixture.credit.respondWith(() => ({ status: 409, body }));
  await reverseReferral(fixture.context, toRef(seeded), {
    kind: 'reverse_referral',
    n: 1,
    entryId,
    reason: 'duplicate',
  });
  expect(await findLastFact(seeded)).toMatchObject({ kind: 'referral.reversed', data: { n: 1 } });
});

test('a reversal names the entry it reverses', async () => {
  const entryId = 'case:referral:1';
  const seeded = await fixture.seed({ facts: [consented, { kind: 'referral.made', at, data: { n: 1, entryId } }] });
  fixture.credit.respondWith(() => ({
    status: 200,
    body: { status: 'posted', entryId: `${entryId}:reversal`, replayed: false },
  }));
  const step = { kind: 'reverse_referral', n: 1, entryId, reason: 'unrejected' } as const;
  await reverseReferral(fixture.context, toRef(seeded), step);
  await reverseReferral(fixture.context, toRef(seeded), step);
  expect(reversalPosting.parse(fixture.credit.requests[0]?.body)).toEqual({
    id: `${entryId}:reversal`,
    entryId,
    reason: 'unrejected',
  });
  expect((await fixture.listFacts(seeded)).filter(({ kind }) => kind === 'referral.reversed')).toHaveLength(1);
});

test('an error or outage of a service fails the activity with a code only', async () => {
  const seeded = await fixture.seed({ facts: [consented] });
  fixture.credit.respondWith(() => ({
    status: 409,
    body: { type: 'x', title: 'x', status: 409, code: 'conflict', detail: 'hanako@example.jp' },
  }));
  await expect(refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 })).rejects.toThrow(/^[a-z_]+(409)?$/);
  fixture.credit.respondWith(() => 'cut');
  await expect(refer(fixture.context, toRef(seeded), { kind: 'refer', n: 1 })).rejects.toThrow(/^service_unreachable$/);
  expect(await findLastFact(seeded)).toMatchObject({ kind: 'consent.granted' });
});

describe('a credit that a point completes', () => {
  async function seedCaseWithEndpoint(): Promise<SeededCase> {
    const seeded = await fixture.seed({ facts: [consented] });
    await fixture.sql(
      `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
       values (?, ?, 'https://example.jp/hooks', '{credit.earned}', 'enabled', 'sealed', now())`,
      [randomUUID(), seeded.ref.companyId],
    );
    return seeded;
  }
  const listEvents = ({ ref }: SeededCase) =>
    fixture.sql('select type, data from webhook_event where company_id = ?', [ref.companyId]);
  const referTwice = async (seeded: SeededCase, earnedCredits: number) => {
    const entryId = `${seeded.ref.caseId}:referral:1`;
    fixture.credit.respondWith((_request, attempt) => ({
      status: 200,
      body: { status: 'posted', entryId, replayed: attempt > 1, earnedCredits },
    }));
    for (let times = 0; times < 2; times += 1) {
      await refer(
        fixture.context,
        { ...seeded.ref, asOfMs: sendingWindow.startMs + 7_200_000 },
        { kind: 'refer', n: 1 },
      );
    }
    return entryId;
  };

  test('a point that completes a credit emits credit.earned once', async () => {
    const seeded = await seedCaseWithEndpoint();
    const entryId = await referTwice(seeded, 1);
    expect(await listEvents(seeded)).toEqual([
      { type: 'credit.earned', data: { credits: 1, case_id: seeded.ref.caseId, entry_id: entryId } },
    ]);
  });

  test('a point that completes no credit emits no event', async () => {
    const seeded = await seedCaseWithEndpoint();
    await referTwice(seeded, 0);
    expect(await listEvents(seeded)).toEqual([]);
  });

  test('a credit whose point was posted earlier is emitted, even if the response was lost and the address changed', async () => {
    const seeded = await seedCaseWithEndpoint();
    const entryId = `${seeded.ref.caseId}:referral:1`;
    fixture.credit.respondWith((_request, attempt) =>
      attempt === 1
        ? { status: 409, body: { type: 'x', title: 'x', status: 409, code: 'entry_conflict' } }
        : { status: 200, body: { status: 'posted', entryId, replayed: true, earnedCredits: 1 } },
    );
    await refer(fixture.context, { ...seeded.ref, asOfMs: sendingWindow.startMs + 7_200_000 }, { kind: 'refer', n: 1 });
    expect(await listEvents(seeded)).toEqual([
      { type: 'credit.earned', data: { credits: 1, case_id: seeded.ref.caseId, entry_id: entryId } },
    ]);
  });
});
