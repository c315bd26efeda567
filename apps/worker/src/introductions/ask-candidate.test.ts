import { findSendingWindow, toTokyoDate } from '@goen/case-domain';
import { deriveLinkToken, findLink } from '@goen/cases';
import { companySettings, messageRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Asked } from '../testing/fake-service.ts';
import { type IntroductionFixture, inSlotMs, startIntroductionFixture, told } from '../testing/introduction-fixture.ts';
import { evidence } from '../testing/worker-fixture.ts';
import { askCandidate } from './ask-candidate.ts';
import { decideIntroduction } from './decide-introduction.ts';

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

const answer = ({ body }: Asked, rest: object) => {
  const { key, kind, date, rejectionIds } = messageRequest.parse(body);
  return { status: 200, body: { id: key, kind, date, rejectionIds, ...rest } };
};
const sent = (asked: Asked) => answer(asked, { status: 'sent', sentAt: new Date().toISOString() });
const skipped = (reason: string) => (asked: Asked) => answer(asked, { status: 'skipped', reason });
beforeEach(() => {
  clock.scheduledMs = inSlotMs;
  fixture.mail.answers(sent);
});
const requests = () => fixture.mail.asked.map(({ body }) => messageRequest.parse(body));
const stepOf = async (one: Parameters<IntroductionFixture['ref']>[0], atMs?: number) =>
  (await decideIntroduction(fixture.context, fixture.ref(one, atMs))).step;

test('the question names this company and position alone, in the name of the one that they know, by the proof of the yes', async () => {
  const one = await fixture.introduction(['credit.held']);
  for (let times = 0; times < 2; times += 1) {
    await askCandidate(fixture.context, fixture.ref(one));
  }
  const [request, ...more] = requests();
  expect(more).toEqual([]);
  const token = deriveLinkToken(fixture.context.linkSecret, `introduction:${one.id}:ask:1`, 0);
  expect(request).toMatchObject({
    key: `introduction:${one.id}:ask:1`,
    company: one.referred.ref.companyId,
    kind: 'introduction_request',
    to: { email: 'hanako@example.jp' },
    basis: { kind: 'opt_in', proof: { textHash: evidence.textHash } },
    variables: {
      introduction: { company: '株式会社受', position: '開発' },
      pageUrl: `https://goen.example/c/${token}`,
    },
  });
  expect(await findLink(fixture.context.orm, token)).toMatchObject({ caseId: one.referred.ref.caseId });
  expect(await fixture.kindsOf(one)).toEqual(['credit.held', 'candidate.asked']);
  expect(await fixture.shown(one)).toMatchObject({ state: 'asked', nextStep: 'reminder' });
});

test('after the slot nobody is asked; in the next one they are', async () => {
  const one = await fixture.introduction(['credit.held']);
  const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
  clock.scheduledMs = inSlotMs + 12 * 3_600_000;
  await askCandidate(fixture.context, fixture.ref(one));
  expect(requests()).toEqual([]);
  expect(await fixture.kindsOf(one)).toEqual(['credit.held']);
  clock.scheduledMs = findSendingWindow(clock.scheduledMs, hours)?.startMs ?? 0;
  await askCandidate(fixture.context, fixture.ref(one));
  expect(await fixture.lastOf(one)).toMatchObject({ kind: 'candidate.asked' });
});

test('an answer of mail-service that was lost asks with the same key again', async () => {
  const one = await fixture.introduction(['credit.held']);
  fixture.mail.answers((asked, times) => (times === 1 ? 'cut' : sent(asked)));
  await expect(askCandidate(fixture.context, fixture.ref(one))).rejects.toThrow(/^service_unreachable$/);
  await askCandidate(fixture.context, fixture.ref(one));
  expect(new Set(requests().map(({ key }) => key)).size).toBe(1);
  expect(await fixture.kindsOf(one)).toEqual(['credit.held', 'candidate.asked']);
});

test('on a day whose one regulated mail was another’s the person is asked the next day, by another key', async () => {
  const one = await fixture.introduction(['credit.held']);
  fixture.mail.answers(skipped('daily_limit'));
  await askCandidate(fixture.context, fixture.ref(one));
  const step = await stepOf(one);
  if (step.kind !== 'wait') throw new Error('it waits');
  expect(toTokyoDate(step.untilMs) > toTokyoDate(inSlotMs)).toBe(true);
  clock.scheduledMs = step.untilMs;
  fixture.mail.answers(sent);
  await askCandidate(fixture.context, fixture.ref(one, step.untilMs));
  expect(requests().map(({ key }) => key)).toEqual([`introduction:${one.id}:ask:2`]);
});

test('who may not be written to is not asked, and the credit goes back', async () => {
  const [refused, without] = [
    await fixture.introduction(['credit.held']),
    await fixture.introduction(['credit.held'], { referred: await fixture.referred({ email: null }) }),
  ];
  fixture.mail.answers(skipped('suppressed'));
  for (const one of [refused, without]) {
    await askCandidate(fixture.context, fixture.ref(one));
    expect(await stepOf(one)).toEqual({ kind: 'release_credit', ended: 'not_reachable' });
  }
  expect(requests()).toHaveLength(1);
});

test.each<[string, (one: Awaited<ReturnType<IntroductionFixture['introduction']>>) => Promise<unknown>]>([
  ['who withdrew', (one) => fixture.record(one, told('candidate.withdrew'))],
  [
    'about a position that closed',
    (one) => fixture.sql("update position set state = 'closed' where id = ?", [one.positionId]),
  ],
  [
    'whose rejection was taken back, while the ledger is away',
    (one) =>
      fixture.append(one.referred, {
        kind: 'application.unrejected',
        at: new Date(inSlotMs),
        data: { sourceKey: 'ats:x', remoteId: 'A-1', at: new Date(inSlotMs).toISOString() },
      }),
  ],
  [
    'whose point was taken back',
    (one) =>
      fixture.append(one.referred, {
        kind: 'referral.reversed',
        at: new Date(inSlotMs),
        data: { n: 1, entryId: 'r' },
      }),
  ],
  [
    'who was hired by the company that referred them',
    (one) =>
      fixture.append(one.referred, {
        kind: 'candidate.hired',
        at: new Date(inSlotMs),
        data: { at: new Date(inSlotMs).toISOString(), offerOnly: true },
      }),
  ],
  [
    'who wished for a pause',
    (one) =>
      fixture.append(one.referred, { kind: 'case.paused', at: new Date(inSlotMs), data: { until: '2199-01-01' } }),
  ],
  ['who answered', (one) => fixture.record(one, told('candidate.asked'), told('candidate.declined'))],
])('nobody is asked %s since that was decided', async (_who, change) => {
  const one = await fixture.introduction(['credit.held']);
  await change(one);
  await askCandidate(fixture.context, fixture.ref(one));
  expect(requests()).toEqual([]);
});

test('after a week without an answer there is one reminder', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked']);
  const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
  clock.scheduledMs = findSendingWindow(inSlotMs + 7 * 86_400_000, hours)?.startMs ?? 0;
  clock.scheduledMs = Math.max(clock.scheduledMs, inSlotMs + 7 * 86_400_000);
  for (let times = 0; times < 2; times += 1) {
    await askCandidate(fixture.context, fixture.ref(one, clock.scheduledMs));
  }
  expect(requests().map(({ kind, key }) => [kind, key])).toEqual([
    ['introduction_reminder', `introduction:${one.id}:reminder`],
  ]);
  expect(await stepOf(one, clock.scheduledMs + 1_000)).toMatchObject({ kind: 'wait', next: 'answer' });
});

test('a reminder whose day another mail took goes the next day', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked']);
  const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
  const dueMs = inSlotMs + 7 * 86_400_000;
  clock.scheduledMs = Math.max(dueMs, findSendingWindow(dueMs, hours)?.startMs ?? 0);
  fixture.mail.answers(skipped('daily_limit'));
  await askCandidate(fixture.context, fixture.ref(one, clock.scheduledMs));
  expect(await fixture.lastOf(one)).toMatchObject({ kind: 'candidate.not_reminded', data: { n: 1 } });
  const step = await stepOf(one, clock.scheduledMs);
  if (step.kind !== 'wait') throw new Error('it waits');
  clock.scheduledMs = step.untilMs;
  fixture.mail.answers(sent);
  await askCandidate(fixture.context, fixture.ref(one, clock.scheduledMs));
  expect(requests().map(({ key }) => key)).toEqual([`introduction:${one.id}:reminder:2`]);
  expect(await fixture.lastOf(one)).toMatchObject({ kind: 'candidate.reminded' });
});
