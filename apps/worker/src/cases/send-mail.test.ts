import { randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import { Application, Candidate, Rejection, withCompany } from '@goen/case-store';
import { deriveLinkToken, findLink, type NewFact } from '@goen/cases';
import { type MailKind, messageRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReceivedRequest } from '../testing/fake-service.ts';
import {
  afterMonths,
  evidence,
  type SeededCase,
  sendingWindow,
  startWorkerFixture,
  type WorkerFixture,
} from '../testing/worker-fixture.ts';
import { decide } from './decide.ts';

let fixture: WorkerFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
afterAll(() => fixture?.close());
beforeEach(() => fixture.mail.respondWith(sent));

const minuteMs = 60_000;
/** Inside the sending window, after the undo window. */
const dueMs = sendingWindow.startMs + 90 * minuteMs;

const toResponse = ({ body }: ReceivedRequest, rest: object) => {
  const { key, kind, date, rejectionIds } = messageRequest.parse(body);
  return { status: 200, body: { id: key, kind, date, rejectionIds, ...rest } };
};
const sent = (request: ReceivedRequest) => toResponse(request, { status: 'sent', sentAt: new Date().toISOString() });
const toMailStep = (seeded: SeededCase, mail: MailKind = 'rejection_relay', n = 1) =>
  ({ kind: 'mail', mail, n, rejectionIds: [seeded.rejectionId], stage: 'interview' }) as const;
const toMailSent = (seeded: Pick<SeededCase, 'rejectionId'>, n: number, mail: MailKind): NewFact<'mail.sent'> => ({
  kind: 'mail.sent',
  at: new Date(sendingWindow.startMs),
  data: { n, mail, rejectionIds: [seeded.rejectionId], messageId: `m${n}`, date: toTokyoDate(sendingWindow.startMs) },
});
const listFactKinds = async (seeded: SeededCase) => (await fixture.listFacts(seeded)).map(({ kind }) => kind);
const requests = () => fixture.mail.requests.map(({ body }) => messageRequest.parse(body));

test('a mail is requested once, on the case’s clock, and recorded as sent', async () => {
  const seeded = await fixture.seed();
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  const [request] = requests();
  const token = deriveLinkToken(fixture.context.linkSecret, seeded.ref.caseId, 1);
  expect(request).toMatchObject({
    key: `${seeded.ref.caseId}:mail:1`,
    company: seeded.ref.companyId,
    kind: 'rejection_relay',
    to: { email: 'hanako@example.jp', familyName: '山田', fullName: '山田 花子' },
    locale: 'ja',
    basis: { kind: 'address_notified' },
    date: sendingWindow.date,
    variables: { jobNames: ['営業'], positions: [], pageUrl: `https://goen.example/c/${token}` },
  });
  expect(request?.variables.unsubscribeUrl).toBe(`https://goen.example/u/${token}`);
  expect(fixture.mail.requests[0]).toMatchObject({ path: '/messages', authorization: 'Bearer a-token-of-the-tests' });
  expect(await findLink(fixture.context.orm, token)).toMatchObject({ caseId: seeded.ref.caseId });
  const fact = (await fixture.listFacts(seeded)).at(-1);
  expect(fact).toMatchObject({ kind: 'mail.sent', data: { n: 1, mail: 'rejection_relay', date: sendingWindow.date } });
  expect(toTokyoDate(Date.parse(fact?.at ?? ''))).toBe(sendingWindow.date);
  await decide(fixture.context, { ...seeded.ref, asOfMs: dueMs + minuteMs });
  expect((await fixture.loadCaseRow(seeded)).nextStep).not.toBe('rejection_mail');
});

test('a rejection reversed after the decision is left out of the mail', async () => {
  const seeded = await fixture.seed();
  const step = { ...toMailStep(seeded), rejectionIds: [seeded.rejectionId, randomUUID()], stage: 'final' } as const;
  await fixture.run('sendMail', seeded, dueMs, step);
  expect(requests()).toMatchObject([{ rejectionIds: [seeded.rejectionId], variables: { stage: 'interview' } }]);
});

test('long names, a long category and more jobs than a mail lists can be sent', async () => {
  const seeded = await fixture.seed();
  const { caseId, companyId } = seeded.ref;
  const letters = (count: number) => '長'.repeat(count);
  const others = Array.from({ length: 24 }, (_, n) => ({ id: randomUUID(), jobName: `${letters(297)} ${n + 10}` }));
  await withCompany(fixture.context.orm, companyId, async (em) => {
    await em.nativeUpdate(Application, { companyId }, { jobCategory: letters(200) });
    await em.nativeUpdate(Candidate, { companyId }, { familyName: letters(200), givenName: letters(200) });
    const first = await em.findOneOrFail(Rejection, { id: seeded.rejectionId });
    for (const [n, { id, jobName }] of others.entries()) {
      const { applicationId, candidateId, sourceKey, stage, acceptedAt } = first;
      const rejectedAt = new Date(first.rejectedAt.getTime() + n * minuteMs);
      const keys = { id, companyId, caseId, applicationId, candidateId, sourceKey, remoteId: `A-${n + 2}` };
      await em.insert(Rejection, { ...keys, jobName, stage, rejectedAt, acceptedAt });
    }
  });
  const at = new Date(sendingWindow.startMs).toISOString();
  await fixture.append(
    seeded,
    ...others.map(
      ({ id }, n): NewFact<'rejection.reported'> => ({
        kind: 'rejection.reported',
        at: new Date(sendingWindow.startMs),
        data: {
          rejectionId: id,
          sourceKey: 'ats:x',
          remoteId: `A-${n + 2}`,
          stage: 'interview',
          silent: null,
          rejectedAt: at,
          acceptedAt: at,
        },
      }),
    ),
  );
  const rejectionIds = [seeded.rejectionId, ...others.map(({ id }) => id)];
  await fixture.run('sendMail', seeded, dueMs, { ...toMailStep(seeded), rejectionIds });
  const [request] = requests();
  expect(request?.rejectionIds.toSorted()).toEqual(rejectionIds.toSorted());
  expect(request?.variables.jobNames).toEqual(others.slice(-20).map(({ jobName }) => jobName));
});

test('a mail that mail-service skips is recorded with its reason', async () => {
  const seeded = await fixture.seed();
  fixture.mail.respondWith((request) => toResponse(request, { status: 'skipped', reason: 'daily_limit' }));
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  expect((await fixture.listFacts(seeded)).at(-1)).toMatchObject({
    kind: 'mail.skipped',
    data: { reason: 'daily_limit' },
  });
});

test('without an address, mail-service gets no request', async () => {
  const seeded = await fixture.seed({ email: null });
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  expect(fixture.mail.requests).toEqual([]);
  expect((await fixture.listFacts(seeded)).at(-1)).toMatchObject({
    kind: 'mail.skipped',
    data: { reason: 'no_address' },
  });
});

test.each([
  ['before its sending window', sendingWindow.startMs - minuteMs],
  ['at the end of its sending window', sendingWindow.endMs],
])('%s nothing is sent', async (_when, atMs) => {
  const seeded = await fixture.seed();
  await fixture.run('sendMail', seeded, atMs, toMailStep(seeded));
  expect(fixture.mail.requests).toEqual([]);
  expect(await listFactKinds(seeded)).toEqual(['rejection.reported']);
});

test('a retry after the end of the sending window sends nothing', async () => {
  const seeded = await fixture.seed();
  fixture.mail.respondWith(() => ({ status: 503, headers: { 'retry-after': '1200' } }));
  await fixture.run(
    'sendMail',
    seeded,
    sendingWindow.endMs - 10 * minuteMs,
    toMailStep(seeded),
    sendingWindow.endMs + 30 * minuteMs,
  );
  expect(fixture.mail.requests).toHaveLength(1);
  expect(await listFactKinds(seeded)).toEqual(['rejection.reported']);
});

test('a mail outdated since the decision is not sent', async () => {
  const seeded = await fixture.seed();
  await fixture.append(seeded, {
    kind: 'application.unrejected',
    at: new Date(dueMs),
    data: { sourceKey: 'ats:x', remoteId: 'A-1', at: new Date(dueMs).toISOString() },
  });
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  expect(fixture.mail.requests).toEqual([]);
});

test('a request with a lost response is retried with the same key and link, and records one fact', async () => {
  const seeded = await fixture.seed();
  fixture.mail.respondWith((request, attempt) => (attempt === 1 ? 'cut' : sent(request)));
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded), dueMs + 10 * minuteMs);
  const [first, second, ...more] = requests();
  expect(second?.key).toBe(first?.key);
  expect(second?.variables).toEqual(first?.variables);
  expect(more).toEqual([]);
  expect(await listFactKinds(seeded)).toEqual(['rejection.reported', 'mail.sent']);
});

test('an activity that reruns after recording its fact sends no request', async () => {
  const seeded = await fixture.seed();
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  await fixture.run('sendMail', seeded, dueMs + minuteMs, toMailStep(seeded));
  expect(fixture.mail.requests).toHaveLength(1);
  expect(await listFactKinds(seeded)).toEqual(['rejection.reported', 'mail.sent']);
});

test('a fact rejected by the database is written by a retry; the database’s error text stays out of Temporal', async () => {
  const seeded = await fixture.seed();
  await fixture.sql(`create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'Failing row contains (花子, hanako@example.jp)' using errcode = '23514'; end $$`);
  await fixture.sql(`create trigger refuse before insert on fact for each row
    when (new.case_id = '${seeded.ref.caseId}') execute function refuse()`);
  const {
    handle,
    moved,
    result: ended,
  } = await fixture.begin('sendMail', seeded, dueMs, toMailStep(seeded), dueMs + minuteMs);
  const failures = async () => {
    const { raw } = await handle.describe();
    return (
      raw.pendingActivities?.flatMap(({ lastFailure }) => (lastFailure ? [JSON.stringify(lastFailure)] : [])) ?? []
    );
  };
  await expect.poll(failures, { timeout: 60_000 }).not.toEqual([]);
  const failureText = (await failures()).join();
  await fixture.sql('drop function refuse cascade');
  await Promise.all([ended, moved]);
  expect(failureText).toContain('23514');
  expect(failureText).not.toMatch(/hanako|花子|insert into/);
  expect(new Set(requests().map(({ key, variables }) => `${key} ${variables.pageUrl}`)).size).toBe(1);
  expect(requests().length).toBeGreaterThan(1);
  expect(await listFactKinds(seeded)).toEqual(['rejection.reported', 'mail.sent']);
});

test('a response that breaks the contract is not accepted as a result', async () => {
  const seeded = await fixture.seed();
  fixture.mail.respondWith((request, attempt) =>
    attempt === 1 ? { status: 200, body: { status: 'sent' } } : sent(request),
  );
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded), dueMs + 10 * minuteMs);
  expect(await listFactKinds(seeded)).toEqual(['rejection.reported', 'mail.sent']);
});

test.each([
  ['address_notified', false, 'address_notified'],
  ['opt_in', false, null],
  ['opt_in', true, 'opt_in'],
  ['address_notified', true, 'opt_in'],
] as const)('a company that relies on %s, consent %s: the basis is %s', async (relied, consents, expected) => {
  const seeded = await fixture.seed({ settings: { basis: relied } });
  const at = new Date(sendingWindow.startMs);
  if (consents) await fixture.append(seeded, { kind: 'consent.granted', at, data: { consent: 'follow_up', evidence } });
  const mail = expected === null ? 'rejection' : 'rejection_relay';
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded, mail));
  const [basis, ...more] = requests().map((request) => request.basis);
  expect([basis?.kind ?? null, more]).toEqual([expected, []]);
  if (basis?.kind !== 'opt_in') return;
  const { method, textVersion, textHash } = evidence;
  expect(basis.proof).toEqual({ at: at.toISOString(), method, textVersion, textHash });
});

test('only the second follow-up names open positions', async () => {
  const seeded = await fixture.seed();
  for (const state of ['open', 'closed']) {
    await fixture.sql(
      'insert into position (id, company_id, title, url, state, created_at) values (?, ?, ?, null, ?, now())',
      [crypto.randomUUID(), seeded.ref.companyId, `Position ${state}`, state],
    );
  }
  await fixture.append(seeded, toMailSent(seeded, 1, 'rejection'));
  await fixture.run('sendMail', seeded, afterMonths(6), toMailStep(seeded, 'first_follow_up', 2));
  await fixture.run('sendMail', seeded, afterMonths(12), toMailStep(seeded, 'second_follow_up', 3));
  expect(requests().map(({ kind, variables }) => [kind, variables.positions])).toEqual([
    ['first_follow_up', []],
    ['second_follow_up', [{ title: 'Position open', url: null }]],
  ]);
});

test('a case whose clock was moved ahead acts by it, and sleeps by the clock of its workflow', async () => {
  const seeded = await fixture.seed();
  const skippedMs = 30 * 24 * 60 * minuteMs;
  await fixture.sql('update follow_up_case set skipped_seconds = ? where id = ?', [
    skippedMs / 1000,
    seeded.ref.caseId,
  ]);
  const asOfMs = dueMs - skippedMs;
  const decision = await decide(fixture.context, { ...seeded.ref, asOfMs });
  expect(decision).toMatchObject({ skippedMs, step: { kind: 'mail', mail: 'rejection_relay' } });
  await fixture.append(seeded, toMailSent(seeded, 1, 'rejection_relay'));
  const { step } = await decide(fixture.context, { ...seeded.ref, asOfMs });
  const { nextStepAt } = await fixture.loadCaseRow(seeded);
  expect(step).toMatchObject({ kind: 'wait', untilMs: (nextStepAt?.getTime() ?? 0) - skippedMs });
});

const toProblem = (code: string) => ({
  status: 503,
  body: { type: 'about:blank', title: 'Not now.', status: 503, code },
});

test.each([
  ['cannot be reached', 'cut' as const, 'mail_service_unavailable'],
  ['has an unverified domain', toProblem('sender_domain_unverified'), 'sender_domain_unverified'],
  ['cannot reach its provider', toProblem('unavailable'), 'provider_unavailable'],
])(
  'while mail-service %s, the case says why and since when, until the mail has left',
  async (_name, answer, reason) => {
    const seeded = await fixture.seed();
    fixture.mail.respondWith((request, attempt) => (attempt === 1 ? answer : sent(request)));
    await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded), dueMs + 10 * minuteMs);
    const { mailWaitReason, mailWaitSince } = await fixture.loadCaseRow(seeded);
    expect([mailWaitReason, mailWaitSince instanceof Date]).toEqual([reason, true]);
    await decide(fixture.context, { ...seeded.ref, asOfMs: dueMs + 20 * minuteMs });
    expect(await fixture.loadCaseRow(seeded)).toMatchObject({ mailWaitReason: null, mailWaitSince: null });
  },
);
