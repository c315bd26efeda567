import { messageRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type IntroductionFixture, inSlotMs, startIntroductionFixture, told } from '../testing/introduction-fixture.ts';
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
  clock.scheduledMs = inSlotMs;
  fixture.mail.answers(({ body }) => {
    const { key, kind, date, rejectionIds } = messageRequest.parse(body);
    const sentAt = new Date().toISOString();
    return { status: 200, body: { id: key, kind, date, rejectionIds, status: 'sent', sentAt } };
  });
});

const dayMs = 86_400_000;
const provided = ['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided'] as const;
const captured = [...provided, 'credit.captured'] as const;
const requests = () => fixture.mail.asked.map(({ body }) => messageRequest.parse(body));
const stepOf = async (one: Parameters<IntroductionFixture['ref']>[0], atMs?: number) =>
  (await decideIntroduction(fixture.context, fixture.ref(one, atMs))).step;

test('the recruiters hear that somebody was introduced, once, and nothing of who it is', async () => {
  const one = await fixture.introduction(captured);
  for (let times = 0; times < 2; times += 1) await notifyCompany(fixture.context, fixture.ref(one));
  expect(requests()).toMatchObject([
    {
      key: `introduction:${one.id}:notice`,
      company: fixture.receiver.ref.companyId,
      kind: 'introduction_notice',
      to: { email: 'saiyo@receiver.example.jp' },
    },
  ]);
  expect(JSON.stringify(fixture.mail.asked)).not.toMatch(/hanako|花子|山田/);
  expect((await fixture.kindsOf(one)).filter((kind) => kind === 'company.told')).toHaveLength(1);
});

test('nobody is told before the credit is spent', async () => {
  const one = await fixture.introduction(provided);
  await notifyCompany(fixture.context, fixture.ref(one));
  expect(requests()).toEqual([]);
});

test('a company without an address of its recruiters goes on without mails', async () => {
  const one = await fixture.introduction(captured);
  await fixture.sql("update company set settings = settings - 'recruiterEmail' where id = ?", [
    fixture.receiver.ref.companyId,
  ]);
  await notifyCompany(fixture.context, fixture.ref(one));
  await fixture.sql(
    `update company set settings = settings || '{"recruiterEmail": "saiyo@receiver.example.jp"}' where id = ?`,
    [fixture.receiver.ref.companyId],
  );
  expect(requests()).toEqual([]);
  expect(await fixture.lastOf(one)).toMatchObject({ kind: 'company.told', data: { messageId: null } });
});

test('a company that tells nothing is reminded after 7, 14 and 30 days, then it ends', async () => {
  const one = await fixture.introduction([...captured, 'company.told']);
  for (const days of [7, 14, 30]) {
    clock.scheduledMs = inSlotMs + days * dayMs;
    for (let times = 0; times < 2; times += 1)
      await notifyCompany(fixture.context, fixture.ref(one, clock.scheduledMs));
  }
  expect(requests().map(({ kind, key }) => [kind, key.split(':')[3]])).toEqual(
    [7, 14, 30].map((days) => ['introduction_follow_up', String(days)]),
  );
  const atEnd = inSlotMs + 90 * dayMs;
  await closeIntroduction(fixture.context, fixture.ref(one, atEnd));
  expect(await fixture.shown(one)).toMatchObject({ state: 'closed', ended: 'no_report' });
});

test('an introduction closes once, looks for the next candidate, and wakes nobody after a hire', async () => {
  // Told to Temporal by the clock on the wall, however far ahead the introduction's own is.
  const matches = async () =>
    (
      await fixture.sql("select 1 from outbox where kind = 'match' and company_id = ? and next_attempt_at <= now()", [
        fixture.receiver.ref.companyId,
      ])
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
  expect((await fixture.kindsOf(declined)).filter((kind) => kind === 'introduction.closed')).toHaveLength(1);
  const hired = await fixture.introduction([
    ...captured,
    'company.told',
    { ...told('company.reported'), data: { report: 'hired', by: 'k' } },
  ]);
  await closeIntroduction(fixture.context, fixture.ref(hired));
  expect(await matches()).toBe(before + 1);
  expect(await fixture.shown(hired)).toMatchObject({ state: 'closed', ended: 'hired' });
  expect(await stepOf(hired)).toEqual({ kind: 'none' });
});

test('it does not close while a credit is held, nor when something came in since', async () => {
  const [held, runs] = [
    await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.declined']),
    await fixture.introduction([...captured, 'company.told']),
  ];
  for (const one of [held, runs]) await closeIntroduction(fixture.context, fixture.ref(one));
  expect([(await fixture.shown(held)).state, (await fixture.shown(runs)).state]).toEqual(['matched', 'matched']);
});

test('a person who has the use stopped after the handing over ends it, and the credit stays spent', async () => {
  const one = await fixture.introduction([...captured, 'company.told', 'candidate.stopped_use']);
  await closeIntroduction(fixture.context, fixture.ref(one));
  expect(await fixture.shown(one)).toMatchObject({ state: 'closed', ended: 'withdrawn' });
  expect(await fixture.kindsOf(one)).not.toContain('credit.released');
});
