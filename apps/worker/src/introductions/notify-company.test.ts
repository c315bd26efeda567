import { messageRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  type IntroductionFixture,
  inWindowMs,
  startIntroductionFixture,
  toFact,
} from '../testing/introduction-fixture.ts';
import { closeIntroduction } from './close-introduction.ts';
import { decideIntroduction } from './decide-introduction.ts';
import { notifyCompany } from './notify-company.ts';

const clock = vi.hoisted(() => ({ scheduledMs: 0 }));
vi.mock('@temporalio/activity', async (actual) => ({
  ...(await actual<object>()),
  ...(await import('../testing/activity-clock.ts')).activityAt(clock),
}));

let fixture: IntroductionFixture;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());
beforeEach(() => {
  clock.scheduledMs = inWindowMs;
  fixture.mail.respondWith(({ body }) => {
    const { key, kind, date, rejectionIds } = messageRequest.parse(body);
    const sentAt = new Date().toISOString();
    return { status: 200, body: { id: key, kind, date, rejectionIds, status: 'sent', sentAt } };
  });
});

const dayMs = 86_400_000;
const provided = ['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided'] as const;
const captured = [...provided, 'credit.captured'] as const;
const requests = () => fixture.mail.requests.map(({ body }) => messageRequest.parse(body));
const decideStep = async (introduction: Parameters<IntroductionFixture['ref']>[0], atMs?: number) =>
  (await decideIntroduction(fixture.context, fixture.ref(introduction, atMs))).step;

test('the recruiters are notified of an introduction once, without personal data', async () => {
  const introduction = await fixture.introduction(captured);
  for (let times = 0; times < 2; times += 1) await notifyCompany(fixture.context, fixture.ref(introduction));
  expect(requests()).toMatchObject([
    {
      key: `introduction:${introduction.id}:notice`,
      company: fixture.receiver.ref.companyId,
      kind: 'introduction_notice',
      to: { email: 'saiyo@receiver.example.jp' },
    },
  ]);
  expect(JSON.stringify(fixture.mail.requests)).not.toMatch(/hanako|花子|山田/);
  expect((await fixture.listFactKinds(introduction)).filter((kind) => kind === 'company.told')).toHaveLength(1);
});

test('the company is not notified before the credit is captured', async () => {
  const introduction = await fixture.introduction(provided);
  await notifyCompany(fixture.context, fixture.ref(introduction));
  expect(requests()).toEqual([]);
});

test('a company without a recruiter address gets no mail, and the introduction continues', async () => {
  const introduction = await fixture.introduction(captured);
  await fixture.sql("update company set settings = settings - 'recruiterEmail' where id = ?", [
    fixture.receiver.ref.companyId,
  ]);
  await notifyCompany(fixture.context, fixture.ref(introduction));
  await fixture.sql(
    `update company set settings = settings || '{"recruiterEmail": "saiyo@receiver.example.jp"}' where id = ?`,
    [fixture.receiver.ref.companyId],
  );
  expect(requests()).toEqual([]);
  expect(await fixture.loadLastFact(introduction)).toMatchObject({ kind: 'company.told', data: { messageId: null } });
});

test('a company that reports nothing is reminded after 7, 14 and 30 days, then the introduction closes', async () => {
  const introduction = await fixture.introduction([...captured, 'company.told']);
  for (const days of [7, 14, 30]) {
    clock.scheduledMs = inWindowMs + days * dayMs;
    for (let times = 0; times < 2; times += 1)
      await notifyCompany(fixture.context, fixture.ref(introduction, clock.scheduledMs));
  }
  expect(requests().map(({ kind, key }) => [kind, key.split(':')[3]])).toEqual(
    [7, 14, 30].map((days) => ['introduction_follow_up', String(days)]),
  );
  const atEnd = inWindowMs + 90 * dayMs;
  await closeIntroduction(fixture.context, fixture.ref(introduction, atEnd));
  expect(await fixture.loadIntroduction(introduction)).toMatchObject({ state: 'closed', ended: 'no_report' });
});

test('six months after a hire the company is asked once whether the person is still employed', async () => {
  const report = { report: 'hired' as const, by: 'k', joinedOn: '2026-12-01' };
  const introduction = await fixture.introduction([
    ...captured,
    'company.told',
    { ...toFact('company.reported'), data: report },
    { ...toFact('introduction.closed'), data: { ended: 'hired' } },
  ]);
  const dueMs = Date.parse('2027-06-01T10:00:00+09:00');
  expect(await decideStep(introduction)).toMatchObject({ kind: 'wait', untilMs: dueMs });
  clock.scheduledMs = dueMs;
  for (let times = 0; times < 2; times += 1) await notifyCompany(fixture.context, fixture.ref(introduction, dueMs));
  expect(requests().map(({ kind, key }) => [kind, key])).toEqual([
    ['employment_question', `introduction:${introduction.id}:employment`],
  ]);
  expect(await fixture.loadLastFact(introduction)).toMatchObject({ kind: 'employment.asked' });
});

test('an introduction closes once and requests the next match, but not after a hire', async () => {
  // Due by the wall clock, however far ahead the clock of the introduction is.
  const matches = async () =>
    (
      await fixture.sql(
        "select 1 from outbox where kind = 'match' and company_id = ? and next_attempt_at <= now()::timestamptz(3)",
        [fixture.receiver.ref.companyId],
      )
    ).length;
  const declined = await fixture.introduction([
    'credit.held',
    'candidate.asked',
    'candidate.declined',
    'credit.released',
  ]);
  const before = await matches();
  for (let times = 0; times < 2; times += 1) await closeIntroduction(fixture.context, fixture.ref(declined));
  expect(await matches()).toBe(before + 1);
  expect((await fixture.listFactKinds(declined)).filter((kind) => kind === 'introduction.closed')).toHaveLength(1);
  const hired = await fixture.introduction([
    ...captured,
    'company.told',
    { ...toFact('company.reported'), data: { report: 'hired', by: 'k' } },
  ]);
  await closeIntroduction(fixture.context, fixture.ref(hired));
  expect(await matches()).toBe(before + 1);
  expect(await fixture.loadIntroduction(hired)).toMatchObject({ state: 'closed', ended: 'hired' });
  expect(await decideStep(hired)).toEqual({ kind: 'none' });
});

test('an introduction does not close while a credit is held, or when it is no longer due', async () => {
  const [held, running] = [
    await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.declined']),
    await fixture.introduction([...captured, 'company.told']),
  ];
  for (const introduction of [held, running]) await closeIntroduction(fixture.context, fixture.ref(introduction));
  expect([(await fixture.loadIntroduction(held)).state, (await fixture.loadIntroduction(running)).state]).toEqual([
    'matched',
    'matched',
  ]);
});

test('a candidate who stops the use of the profile closes the introduction, and the credit stays captured', async () => {
  const introduction = await fixture.introduction([...captured, 'company.told', 'candidate.stopped_use']);
  await closeIntroduction(fixture.context, fixture.ref(introduction));
  expect(await fixture.loadIntroduction(introduction)).toMatchObject({ state: 'closed', ended: 'withdrawn' });
  expect(await fixture.listFactKinds(introduction)).not.toContain('credit.released');
});
