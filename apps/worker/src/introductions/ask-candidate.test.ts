import { randomUUID } from 'node:crypto';
import { findSendingWindow, toTokyoDate } from '@goen/case-domain';
import { deriveLinkToken, findLink } from '@goen/cases';
import { companySettings, messageRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ReceivedRequest } from '../testing/fake-service.ts';
import {
  type IntroductionFixture,
  inWindowMs,
  startIntroductionFixture,
  toFact,
} from '../testing/introduction-fixture.ts';
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

const answer = ({ body }: ReceivedRequest, rest: object) => {
  const { kind, date, rejectionIds } = messageRequest.parse(body);
  return { status: 200, body: { id: randomUUID(), kind, date, rejectionIds, ...rest } };
};
const sent = (asked: ReceivedRequest) => answer(asked, { status: 'sent', sentAt: new Date().toISOString() });
const skipped = (reason: string) => (asked: ReceivedRequest) => answer(asked, { status: 'skipped', reason });
beforeEach(() => {
  clock.scheduledMs = inWindowMs;
  fixture.mail.respondWith(sent);
});
const requests = () => fixture.mail.requests.map(({ body }) => messageRequest.parse(body));
const decideStep = async (introduction: Parameters<IntroductionFixture['ref']>[0], atMs?: number) =>
  (await decideIntroduction(fixture.context, fixture.ref(introduction, atMs))).step;

test('the request names only this company and position, and is sent once for the referring company with proof of consent', async () => {
  const introduction = await fixture.introduction(['credit.held']);
  for (let times = 0; times < 2; times += 1) {
    await askCandidate(fixture.context, fixture.ref(introduction));
  }
  const [request, ...more] = requests();
  expect(more).toEqual([]);
  const token = deriveLinkToken(fixture.context.linkSecret, `introduction:${introduction.id}:ask:1`, 0);
  expect(request).toMatchObject({
    key: `introduction:${introduction.id}:ask:1`,
    company: introduction.referred.ref.companyId,
    kind: 'introduction_request',
    to: { email: 'hanako@example.jp' },
    basis: { kind: 'opt_in', proof: { textHash: evidence.textHash } },
    variables: {
      introduction: { company: '株式会社受', position: '開発' },
      pageUrl: `https://goen.example/c/${token}`,
    },
  });
  expect(await findLink(fixture.context.orm, token)).toMatchObject({ caseId: introduction.referred.ref.caseId });
  expect(await fixture.listFactKinds(introduction)).toEqual(['credit.held', 'candidate.asked']);
  expect(await fixture.loadIntroduction(introduction)).toMatchObject({ state: 'asked', nextStep: 'reminder' });
});

test('a candidate is asked in the next sending window when this one is over', async () => {
  const introduction = await fixture.introduction(['credit.held']);
  const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
  clock.scheduledMs = inWindowMs + 12 * 3_600_000;
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(requests()).toEqual([]);
  expect(await fixture.listFactKinds(introduction)).toEqual(['credit.held']);
  clock.scheduledMs = findSendingWindow(clock.scheduledMs, hours)?.startMs ?? 0;
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(await fixture.loadLastFact(introduction)).toMatchObject({ kind: 'candidate.asked' });
});

test('a retry after a lost response of mail-service uses the same key', async () => {
  const introduction = await fixture.introduction(['credit.held']);
  fixture.mail.respondWith((asked, times) => (times === 1 ? 'cut' : sent(asked)));
  await expect(askCandidate(fixture.context, fixture.ref(introduction))).rejects.toThrow(/^service_unreachable$/);
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(new Set(requests().map(({ key }) => key)).size).toBe(1);
  expect(await fixture.listFactKinds(introduction)).toEqual(['credit.held', 'candidate.asked']);
});

test('a candidate who already got the day’s regulated mail is asked the next day, with a new key', async () => {
  const introduction = await fixture.introduction(['credit.held']);
  fixture.mail.respondWith(skipped('daily_limit'));
  await askCandidate(fixture.context, fixture.ref(introduction));
  const step = await decideStep(introduction);
  if (step.kind !== 'wait') throw new Error('it waits');
  expect(toTokyoDate(step.untilMs) > toTokyoDate(inWindowMs)).toBe(true);
  clock.scheduledMs = step.untilMs;
  fixture.mail.respondWith(sent);
  await askCandidate(fixture.context, fixture.ref(introduction, step.untilMs));
  expect(requests().map(({ key }) => key)).toEqual([`introduction:${introduction.id}:ask:2`]);
});

test('a candidate who must not be mailed is not asked, and the credit is released', async () => {
  const [refused, without] = [
    await fixture.introduction(['credit.held']),
    await fixture.introduction(['credit.held'], { referred: await fixture.referred({ email: null }) }),
  ];
  fixture.mail.respondWith(skipped('suppressed'));
  for (const introduction of [refused, without]) {
    await askCandidate(fixture.context, fixture.ref(introduction));
    expect(await decideStep(introduction)).toEqual({ kind: 'release_credit', ended: 'not_reachable' });
  }
  expect(requests()).toHaveLength(1);
});

test.each<[string, (introduction: Awaited<ReturnType<IntroductionFixture['introduction']>>) => Promise<unknown>]>([
  ['withdrew', (introduction) => fixture.record(introduction, toFact('candidate.withdrew'))],
  [
    'has a position that closed',
    (introduction) => fixture.sql("update position set state = 'closed' where id = ?", [introduction.positionId]),
  ],
  [
    'was un-rejected while credit-service was down',
    (introduction) =>
      fixture.append(introduction.referred, {
        kind: 'application.unrejected',
        at: new Date(inWindowMs),
        data: { sourceKey: 'ats:x', remoteId: 'A-1', at: new Date(inWindowMs).toISOString() },
      }),
  ],
  [
    'has a reversed referral',
    (introduction) =>
      fixture.append(introduction.referred, {
        kind: 'referral.reversed',
        at: new Date(inWindowMs),
        data: { n: 1, entryId: 'r' },
      }),
  ],
  [
    'was hired by the referring company',
    (introduction) =>
      fixture.append(introduction.referred, {
        kind: 'candidate.hired',
        at: new Date(inWindowMs),
        data: { at: new Date(inWindowMs).toISOString(), offerOnly: true },
      }),
  ],
  [
    'asked for a pause',
    (introduction) =>
      fixture.append(introduction.referred, {
        kind: 'case.paused',
        at: new Date(inWindowMs),
        data: { until: '2199-01-01' },
      }),
  ],
  [
    'has answered',
    (introduction) => fixture.record(introduction, toFact('candidate.asked'), toFact('candidate.declined')),
  ],
])('a candidate is not asked who, since the decision, %s', async (_case, change) => {
  const introduction = await fixture.introduction(['credit.held']);
  await change(introduction);
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(requests()).toEqual([]);
});

test('one reminder is sent after a week without an answer', async () => {
  const introduction = await fixture.introduction(['credit.held', 'candidate.asked']);
  const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
  clock.scheduledMs = findSendingWindow(inWindowMs + 7 * 86_400_000, hours)?.startMs ?? 0;
  clock.scheduledMs = Math.max(clock.scheduledMs, inWindowMs + 7 * 86_400_000);
  for (let times = 0; times < 2; times += 1) {
    await askCandidate(fixture.context, fixture.ref(introduction, clock.scheduledMs));
  }
  expect(requests().map(({ kind, key }) => [kind, key])).toEqual([
    ['introduction_reminder', `introduction:${introduction.id}:reminder`],
  ]);
  expect(await decideStep(introduction, clock.scheduledMs + 1_000)).toMatchObject({ kind: 'wait', next: 'answer' });
});

test('a reminder skipped by the daily limit is sent the next day', async () => {
  const introduction = await fixture.introduction(['credit.held', 'candidate.asked']);
  const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
  const dueMs = inWindowMs + 7 * 86_400_000;
  clock.scheduledMs = Math.max(dueMs, findSendingWindow(dueMs, hours)?.startMs ?? 0);
  fixture.mail.respondWith(skipped('daily_limit'));
  await askCandidate(fixture.context, fixture.ref(introduction, clock.scheduledMs));
  expect(await fixture.loadLastFact(introduction)).toMatchObject({ kind: 'candidate.not_reminded', data: { n: 1 } });
  const step = await decideStep(introduction, clock.scheduledMs);
  if (step.kind !== 'wait') throw new Error('it waits');
  clock.scheduledMs = step.untilMs;
  fixture.mail.respondWith(sent);
  await askCandidate(fixture.context, fixture.ref(introduction, clock.scheduledMs));
  expect(requests().map(({ key }) => key)).toEqual([`introduction:${introduction.id}:reminder:2`]);
  expect(await fixture.loadLastFact(introduction)).toMatchObject({ kind: 'candidate.reminded' });
});

test('where approval is required, the recruiters are reminded and the candidate is asked only once it is approved', async () => {
  const introduction = await fixture.introduction(['credit.held']);
  const settings = JSON.stringify({ approval: 'required', recruiterEmail: 'jinji@example.jp' });
  const { companyId } = introduction.referred.ref;
  await fixture.sql('update company set settings = settings || ?::jsonb where id = ?', [settings, companyId]);
  expect(await decideStep(introduction)).toEqual({ kind: 'ask', n: 1 });
  for (let times = 0; times < 2; times += 1) await askCandidate(fixture.context, fixture.ref(introduction));
  expect(requests()).toMatchObject([{ kind: 'approval_reminder', variables: { waitingMails: 1 } }]);
  expect(await decideStep(introduction)).toMatchObject({ kind: 'wait', next: 'approval' });

  const data = { mail: 'introduction_request', by: '採用 太郎', editId: null, digest: 'approved' } as const;
  await fixture.record(introduction, { kind: 'mail.approved', at: new Date(inWindowMs), data });
  fixture.mail.respondWith(() => ({
    status: 409,
    body: { type: 'about:blank', title: 'The mail has changed.', status: 409, code: 'mail_changed' },
  }));
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(requests().at(-1)).toMatchObject({ kind: 'introduction_request', approvedDigest: 'approved' });
  expect(await fixture.loadLastFact(introduction)).toMatchObject({ kind: 'mail.approval_lapsed' });
  expect(await decideStep(introduction)).toMatchObject({ kind: 'wait', next: 'approval' });

  await fixture.record(introduction, { kind: 'mail.approved', at: new Date(inWindowMs), data });
  fixture.mail.respondWith(sent);
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(await fixture.loadLastFact(introduction)).toMatchObject({ kind: 'candidate.asked' });
});

const eventsOf = (companyId: string) =>
  fixture.sql('select type, data from webhook_event where company_id = ? order by occurred_at', [companyId]);
const listen = (companyId: string) =>
  fixture.sql(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (gen_random_uuid(), ?, 'https://example.jp/hooks', '{message.sent}', 'enabled', 'x', now())`,
    [companyId],
  );

test('the referring company’s endpoints learn that the mail left, once', async () => {
  const introduction = await fixture.introduction(['credit.held']);
  const { companyId, caseId } = introduction.referred.ref;
  await listen(companyId);
  for (let times = 0; times < 2; times += 1) await askCandidate(fixture.context, fixture.ref(introduction));
  expect(await eventsOf(companyId)).toMatchObject([
    { type: 'message.sent', data: { mail: 'introduction_request', case_id: caseId } },
  ]);
});

test.each([
  [
    'its company pauses all mails',
    'referrer',
    "insert into mail_pause values (?, 'system', now())",
    'delete from mail_pause where company_id = ?',
  ],
  [
    'its company is suspended',
    'referrer',
    'update company set suspended_at = now() where id = ?',
    'update company set suspended_at = null where id = ?',
  ],
  [
    'the receiving company is suspended',
    'receiver',
    'update company set suspended_at = now() where id = ?',
    'update company set suspended_at = null where id = ?',
  ],
] as const)('nobody is asked while %s', async (_name, whose, stop, resume) => {
  const introduction = await fixture.introduction(['credit.held']);
  const row = await fixture.loadIntroduction(introduction);
  const id = whose === 'referrer' ? row.referrerId : row.companyId;
  await fixture.sql(stop, [id]);
  expect(await decideStep(introduction)).toMatchObject({ kind: 'wait' });
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(requests()).toEqual([]);
  await fixture.sql(resume, [id]);
  expect(await decideStep(introduction)).toEqual({ kind: 'ask', n: 1 });
  await askCandidate(fixture.context, fixture.ref(introduction));
  expect(requests()).toHaveLength(1);
});

test('a profile is not handed over to a company that is suspended', async () => {
  const introduction = await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted']);
  const { companyId } = await fixture.loadIntroduction(introduction);
  await fixture.sql('update company set suspended_at = now() where id = ?', [companyId]);
  expect(await decideStep(introduction)).toMatchObject({ kind: 'wait', next: 'provide' });
  await fixture.sql('update company set suspended_at = null where id = ?', [companyId]);
  expect(await decideStep(introduction)).toEqual({ kind: 'provide' });
});
