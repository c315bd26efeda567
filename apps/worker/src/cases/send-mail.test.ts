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

let fixture: WorkerFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
afterAll(() => fixture?.close());
beforeEach(() => fixture.mail.respondWith(sent));

const minuteMs = 60_000;
/** Inside the slot, the undo window over. */
const dueMs = sendingWindow.startMs + 90 * minuteMs;

const result = ({ body }: ReceivedRequest, rest: object) => {
  const { key, kind, date, rejectionIds } = messageRequest.parse(body);
  return { status: 200, body: { id: key, kind, date, rejectionIds, ...rest } };
};
const sent = (asked: ReceivedRequest) => result(asked, { status: 'sent', sentAt: new Date().toISOString() });
const mailOf = (one: SeededCase, mail: MailKind = 'rejection_relay', n = 1) =>
  ({ kind: 'mail', mail, n, rejectionIds: [one.rejectionId], stage: 'interview' }) as const;
const mailFact = (one: Pick<SeededCase, 'rejectionId'>, n: number, mail: MailKind): NewFact<'mail.sent'> => ({
  kind: 'mail.sent',
  at: new Date(sendingWindow.startMs),
  data: { n, mail, rejectionIds: [one.rejectionId], messageId: `m${n}`, date: toTokyoDate(sendingWindow.startMs) },
});
const kindsOf = async (one: SeededCase) => (await fixture.listFacts(one)).map(({ kind }) => kind);
const requests = () => fixture.mail.requests.map(({ body }) => messageRequest.parse(body));

test('a mail is asked for once, by the case’s clock, and recorded as sent', async () => {
  const one = await fixture.seed();
  await fixture.run('sendMail', one, dueMs, mailOf(one));
  const [request] = requests();
  const token = deriveLinkToken(fixture.context.linkSecret, one.ref.caseId, 1);
  expect(request).toMatchObject({
    key: `${one.ref.caseId}:mail:1`,
    company: one.ref.companyId,
    kind: 'rejection_relay',
    to: { email: 'hanako@example.jp', familyName: '山田', fullName: '山田 花子' },
    locale: 'ja',
    basis: { kind: 'address_notified' },
    date: sendingWindow.date,
    variables: { jobNames: ['営業'], positions: [], pageUrl: `https://goen.example/c/${token}` },
  });
  expect(request?.variables.unsubscribeUrl).toBe(`https://goen.example/u/${token}`);
  expect(fixture.mail.requests[0]).toMatchObject({ path: '/messages', authorization: 'Bearer a-token-of-the-tests' });
  expect(await findLink(fixture.context.orm, token)).toMatchObject({ caseId: one.ref.caseId });
  const fact = (await fixture.listFacts(one)).at(-1);
  expect(fact).toMatchObject({ kind: 'mail.sent', data: { n: 1, mail: 'rejection_relay', date: sendingWindow.date } });
  expect(toTokyoDate(Date.parse(fact?.at ?? ''))).toBe(sendingWindow.date);
  expect((await fixture.loadCaseRow(one)).nextStep).not.toBe('rejection_mail');
});

test('a rejection that was taken back since the step was decided is not told', async () => {
  const one = await fixture.seed();
  const step = { ...mailOf(one), rejectionIds: [one.rejectionId, randomUUID()], stage: 'final' } as const;
  await fixture.run('sendMail', one, dueMs, step);
  expect(requests()).toMatchObject([{ rejectionIds: [one.rejectionId], variables: { stage: 'interview' } }]);
});

test('whatever an ATS may report can be sent: long names, a long category, more jobs than a mail names', async () => {
  const one = await fixture.seed();
  const { caseId, companyId } = one.ref;
  const letters = (count: number) => '長'.repeat(count);
  const others = Array.from({ length: 24 }, (_, n) => ({ id: randomUUID(), jobName: `${letters(297)} ${n + 10}` }));
  await withCompany(fixture.context.orm, companyId, async (em) => {
    await em.nativeUpdate(Application, { companyId }, { jobCategory: letters(200) });
    await em.nativeUpdate(Candidate, { companyId }, { familyName: letters(200), givenName: letters(200) });
    const first = await em.findOneOrFail(Rejection, { id: one.rejectionId });
    for (const [n, { id, jobName }] of others.entries()) {
      const { applicationId, candidateId, sourceKey, stage, acceptedAt } = first;
      const rejectedAt = new Date(first.rejectedAt.getTime() + n * minuteMs);
      const keys = { id, companyId, caseId, applicationId, candidateId, sourceKey, remoteId: `A-${n + 2}` };
      await em.insert(Rejection, { ...keys, jobName, stage, rejectedAt, acceptedAt });
    }
  });
  const at = new Date(sendingWindow.startMs).toISOString();
  await fixture.append(
    one,
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
  const rejectionIds = [one.rejectionId, ...others.map(({ id }) => id)];
  await fixture.run('sendMail', one, dueMs, { ...mailOf(one), rejectionIds });
  const [request] = requests();
  expect(request?.rejectionIds.toSorted()).toEqual(rejectionIds.toSorted());
  expect(request?.variables.jobNames).toEqual(others.slice(-20).map(({ jobName }) => jobName));
});

test('a mail that mail-service skips is recorded with its reason', async () => {
  const one = await fixture.seed();
  fixture.mail.respondWith((asked) => result(asked, { status: 'skipped', reason: 'daily_limit' }));
  await fixture.run('sendMail', one, dueMs, mailOf(one));
  expect((await fixture.listFacts(one)).at(-1)).toMatchObject({
    kind: 'mail.skipped',
    data: { reason: 'daily_limit' },
  });
});

test('without an address nobody is asked', async () => {
  const one = await fixture.seed({ email: null });
  await fixture.run('sendMail', one, dueMs, mailOf(one));
  expect(fixture.mail.requests).toEqual([]);
  expect((await fixture.listFacts(one)).at(-1)).toMatchObject({ kind: 'mail.skipped', data: { reason: 'no_address' } });
});

test.each([
  ['before its slot', sendingWindow.startMs - minuteMs],
  ['at the very end of its slot', sendingWindow.endMs],
])('%s nothing is sent', async (_when, atMs) => {
  const one = await fixture.seed();
  await fixture.run('sendMail', one, atMs, mailOf(one));
  expect(fixture.mail.requests).toEqual([]);
  expect(await kindsOf(one)).toEqual(['rejection.reported']);
});

test('a retry that skipped time carries past the end of the slot is too late', async () => {
  const one = await fixture.seed();
  fixture.mail.respondWith(() => ({ status: 503, headers: { 'retry-after': '1200' } }));
  await fixture.run(
    'sendMail',
    one,
    sendingWindow.endMs - 10 * minuteMs,
    mailOf(one),
    sendingWindow.endMs + 30 * minuteMs,
  );
  expect(fixture.mail.requests).toHaveLength(1);
  expect(await kindsOf(one)).toEqual(['rejection.reported']);
});

test('what changed since the step was decided is not sent', async () => {
  const one = await fixture.seed();
  await fixture.append(one, {
    kind: 'application.unrejected',
    at: new Date(dueMs),
    data: { sourceKey: 'ats:x', remoteId: 'A-1', at: new Date(dueMs).toISOString() },
  });
  await fixture.run('sendMail', one, dueMs, mailOf(one));
  expect(fixture.mail.requests).toEqual([]);
});

test('an answer that was lost is asked for again by the same key and the same link, and is one fact', async () => {
  const one = await fixture.seed();
  fixture.mail.respondWith((asked, times) => (times === 1 ? 'cut' : sent(asked)));
  await fixture.run('sendMail', one, dueMs, mailOf(one), dueMs + 10 * minuteMs);
  const [first, second, ...more] = requests();
  expect(second?.key).toBe(first?.key);
  expect(second?.variables).toEqual(first?.variables);
  expect(more).toEqual([]);
  expect(await kindsOf(one)).toEqual(['rejection.reported', 'mail.sent']);
});

test('an activity that runs again after its fact asks for nothing more', async () => {
  const one = await fixture.seed();
  await fixture.run('sendMail', one, dueMs, mailOf(one));
  await fixture.run('sendMail', one, dueMs + minuteMs, mailOf(one));
  expect(fixture.mail.requests).toHaveLength(1);
  expect(await kindsOf(one)).toEqual(['rejection.reported', 'mail.sent']);
});

test('a fact that the database refuses is written by a retry; what the database said stays out of Temporal', async () => {
  const one = await fixture.seed();
  await fixture.sql(`create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'Failing row contains (花子, hanako@example.jp)' using errcode = '23514'; end $$`);
  await fixture.sql(`create trigger refuse before insert on fact for each row
    when (new.case_id = '${one.ref.caseId}') execute function refuse()`);
  const { handle, moved, result: ended } = await fixture.begin('sendMail', one, dueMs, mailOf(one), dueMs + minuteMs);
  const failures = async () => {
    const { raw } = await handle.describe();
    return (
      raw.pendingActivities?.flatMap(({ lastFailure }) => (lastFailure ? [JSON.stringify(lastFailure)] : [])) ?? []
    );
  };
  await expect.poll(failures, { timeout: 60_000 }).not.toEqual([]);
  const seen = (await failures()).join();
  await fixture.sql('drop function refuse cascade');
  await Promise.all([ended, moved]);
  expect(seen).toContain('23514');
  expect(seen).not.toMatch(/hanako|花子|insert into/);
  expect(new Set(requests().map(({ key, variables }) => `${key} ${variables.pageUrl}`)).size).toBe(1);
  expect(requests().length).toBeGreaterThan(1);
  expect(await kindsOf(one)).toEqual(['rejection.reported', 'mail.sent']);
});

test('an answer that is no contract’s is not taken for a result', async () => {
  const one = await fixture.seed();
  fixture.mail.respondWith((asked, times) => (times === 1 ? { status: 200, body: { status: 'sent' } } : sent(asked)));
  await fixture.run('sendMail', one, dueMs, mailOf(one), dueMs + 10 * minuteMs);
  expect(await kindsOf(one)).toEqual(['rejection.reported', 'mail.sent']);
});

test.each([
  ['address_notified', false, 'address_notified'],
  ['opt_in', false, null],
  ['opt_in', true, 'opt_in'],
  ['address_notified', true, 'opt_in'],
] as const)('a company that relies on %s, consent %s: the basis is %s', async (relied, consents, expected) => {
  const one = await fixture.seed({ settings: { basis: relied } });
  const at = new Date(sendingWindow.startMs);
  if (consents) await fixture.append(one, { kind: 'consent.granted', at, data: { consent: 'follow_up', evidence } });
  const mail = expected === null ? 'rejection' : 'rejection_relay';
  await fixture.run('sendMail', one, dueMs, mailOf(one, mail));
  const [basis, ...more] = requests().map((request) => request.basis);
  expect([basis?.kind ?? null, more]).toEqual([expected, []]);
  if (basis?.kind !== 'opt_in') return;
  const { method, textVersion, textHash } = evidence;
  expect(basis.proof).toEqual({ at: at.toISOString(), method, textVersion, textHash });
});

test('only the second follow-up names open positions', async () => {
  const one = await fixture.seed();
  for (const state of ['open', 'closed']) {
    await fixture.sql(
      'insert into position (id, company_id, title, url, state, created_at) values (?, ?, ?, null, ?, now())',
      [crypto.randomUUID(), one.ref.companyId, `Position ${state}`, state],
    );
  }
  await fixture.append(one, mailFact(one, 1, 'rejection'));
  await fixture.run('sendMail', one, afterMonths(6), mailOf(one, 'first_follow_up', 2));
  await fixture.run('sendMail', one, afterMonths(12), mailOf(one, 'second_follow_up', 3));
  expect(requests().map(({ kind, variables }) => [kind, variables.positions])).toEqual([
    ['first_follow_up', []],
    ['second_follow_up', [{ title: 'Position open', url: null }]],
  ]);
});
