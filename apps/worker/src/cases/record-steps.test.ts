import { withCompany } from '@goen/case-store';
import type { NewFact } from '@goen/cases';
import { erasureRequest, suppressionRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  afterMonths,
  type SeededCase,
  sendingWindow,
  startWorkerFixture,
  type WorkerFixture,
} from '../testing/worker-fixture.ts';
import { decide } from './decide.ts';
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
const toRef = ({ ref }: SeededCase, asOfMs = later) => ({ ...ref, asOfMs });
const findLastFact = async (seeded: SeededCase) => (await fixture.listFacts(seeded)).at(-1);

test('an unsubscription suppresses the company’s regulated mails in mail-service', async () => {
  const seeded = await fixture.seed({ facts: [{ kind: 'mail.unsubscribed', at, data: { via: 'page' } }] });
  expect((await decide(fixture.context, toRef(seeded))).step).toEqual({ kind: 'suppress' });
  await suppress(fixture.context, toRef(seeded));
  expect(fixture.mail.requests.map(({ path }) => path)).toEqual(['/suppressions']);
  expect(suppressionRequest.parse(fixture.mail.requests[0]?.body)).toEqual({
    company: seeded.ref.companyId,
    at: '2026-11-30T01:00:00.000Z',
    email: 'hanako@example.jp',
    scope: 'regulated',
    reason: 'unsubscribed',
  });
  expect((await decide(fixture.context, toRef(seeded))).step.kind).not.toBe('suppress');
});

test('erasure deletes personal data here and in mail-service, keeps the hash, and closes the case', async () => {
  const seeded = await fixture.seed({ facts: [{ kind: 'erasure.requested', at, data: {} }] });
  expect((await decide(fixture.context, toRef(seeded))).step).toEqual({ kind: 'erase' });
  const { personHash } = await fixture.loadCandidate(seeded);
  await erase(fixture.context, toRef(seeded));
  await erase(fixture.context, toRef(seeded));
  expect(fixture.mail.requests[0]?.path).toBe('/erasures');
  expect(erasureRequest.parse(fixture.mail.requests[0]?.body)).toEqual({
    company: seeded.ref.companyId,
    personHashes: [personHash],
  });
  const erased = await fixture.loadCandidate(seeded);
  expect(erased).toMatchObject({ email: null, familyName: null, givenName: null, fullName: null, personHash });
  expect((await decide(fixture.context, toRef(seeded))).step).toEqual({ kind: 'close', reason: 'erased' });
});

test('whose time is over is erased without a suppression, and may be a candidate again', async () => {
  const notice = { version: '1', text: '保管します。', link: null, since: '2026-01-01' };
  const keeping = { basis: 'notice' as const, notices: [notice], unconfirmed: false, statedAt: null };
  const seeded = await fixture.seed({
    settings: { keeping },
    facts: [
      { kind: 'mail.unsubscribed', at, data: { via: 'page' } },
      { kind: 'suppression.recorded', at, data: {} },
    ],
  });
  const late = toRef(seeded, afterMonths(14));
  expect((await decide(fixture.context, late)).step).toEqual({ kind: 'erase' });
  await erase(fixture.context, toRef(seeded));
  expect(fixture.mail.requests).toEqual([]);
  await erase(fixture.context, late);
  expect(fixture.mail.requests.map(({ path, body }) => [path, body.suppress])).toEqual([['/erasures', false]]);
  expect(await fixture.loadCandidate(seeded)).toMatchObject({ email: null, erasedBecause: 'kept_no_longer' });
  expect((await fixture.listFacts(seeded)).at(-1)).toMatchObject({
    kind: 'erasure.done',
    data: { because: 'kept_no_longer' },
  });
});

test('erasure covers every address the candidate ever had, a hundred per request', async () => {
  const seeded = await fixture.seed({ facts: [{ kind: 'erasure.requested', at, data: {} }] });
  const oldHashes = Array.from({ length: 120 }, (_, n) => String(n).padStart(64, '0'));
  for (const hash of oldHashes) {
    await fixture.sql('insert into candidate_address values (gen_random_uuid(), ?, ?, ?, now())', [
      seeded.ref.companyId,
      seeded.candidateId,
      hash,
    ]);
  }
  await erase(fixture.context, toRef(seeded));
  const requests = fixture.mail.requests.map(({ body }) => erasureRequest.parse(body));
  const { personHash } = await fixture.loadCandidate(seeded);
  expect(requests.map(({ personHashes }) => personHashes.length)).toEqual([100, 21]);
  expect(new Set(requests.flatMap(({ personHashes }) => personHashes))).toEqual(new Set([personHash, ...oldHashes]));
});

test('a case closes once, and its row shows it', async () => {
  const seeded = await fixture.seed();
  const sent = (n: number, mail: 'rejection' | 'first_follow_up' | 'second_follow_up'): NewFact => ({
    kind: 'mail.sent',
    at,
    data: { n, mail, rejectionIds: [seeded.rejectionId], messageId: `m${n}`, date: sendingWindow.date },
  });
  await fixture.append(seeded, sent(1, 'rejection'), sent(2, 'first_follow_up'), sent(3, 'second_follow_up'));
  const atEnd = toRef(seeded, afterMonths(13));
  await close(fixture.context, atEnd, { kind: 'close', reason: 'story_told' });
  await close(fixture.context, atEnd, { kind: 'close', reason: 'story_told' });
  expect((await fixture.listFacts(seeded)).filter(({ kind }) => kind === 'case.closed')).toHaveLength(1);
  expect(await fixture.loadCaseRow(seeded)).toMatchObject({
    state: 'closed',
    closedReason: 'story_told',
    nextStep: 'none',
  });
  expect((await decide(fixture.context, atEnd)).step).toEqual({ kind: 'none' });
});

test('a case does not close if a fact arrived after the decision', async () => {
  const seeded = await fixture.seed();
  await close(fixture.context, toRef(seeded), { kind: 'close', reason: 'story_told' });
  expect(await findLastFact(seeded)).toMatchObject({ kind: 'rejection.reported' });
  expect((await fixture.loadCaseRow(seeded)).state).toBe('open');
});

test('a decision stores the next step on the row and has no personal data', async () => {
  const seeded = await fixture.seed();
  const decision = await decide(fixture.context, toRef(seeded, sendingWindow.startMs));
  const dueMs = sendingWindow.startMs + 3_600_000;
  expect(decision.step).toEqual({ kind: 'wait', untilMs: dueMs, next: 'rejection_mail' });
  expect(await fixture.loadCaseRow(seeded)).toMatchObject({
    nextStep: 'rejection_mail',
    nextStepAt: new Date(dueMs),
    stage: 'interview',
  });
  expect(JSON.stringify(decision)).not.toMatch(/hanako|花子|山田/);
});

test('a decision waits for a concurrent writer of the case and then sees its facts', async () => {
  const seeded = await fixture.seed();
  const order: string[] = [];
  let decided: Promise<unknown> = Promise.resolve();
  await withCompany(fixture.context.orm, seeded.ref.companyId, async (em) => {
    await em.execute('select 1 from follow_up_case where id = ? for update', [seeded.ref.caseId]);
    decided = decide(fixture.context, toRef(seeded)).then(({ step }) => order.push(step.kind));
    const waiting =
      "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    const blocked = async () => (await fixture.sql(waiting))[0];
    await expect.poll(blocked, { timeout: 60_000 }).toEqual({ n: 1 });
    await em.execute(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, 'erasure.requested', now(), '{}')`,
      [seeded.ref.companyId, seeded.ref.caseId, seeded.candidateId],
    );
    order.push('recorded');
  });
  await decided;
  expect(order).toEqual(['recorded', 'erase']);
});

test('a case of another company has no next step', async () => {
  const [seeded, other] = [await fixture.seed(), await fixture.seed()];
  const decision = await decide(fixture.context, { ...toRef(seeded), companyId: other.ref.companyId });
  expect(decision.step).toEqual({ kind: 'none' });
});
