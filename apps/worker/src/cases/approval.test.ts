import { randomUUID } from 'node:crypto';
import { findSendingWindow } from '@goen/case-domain';
import { MailEdit, withCompany } from '@goen/case-store';
import { type NewFact } from '@goen/cases';
import { companySettings, messageRequest } from '@goen/contracts/internal';
import { seedFacts } from '@goen/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SeededCase, sendingWindow, startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';
import { decide } from './decide.ts';

let fixture: WorkerFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
afterAll(() => fixture?.close());
beforeEach(() =>
  fixture.mail.respondWith(({ body }) => {
    const { key: id, kind, date, rejectionIds } = messageRequest.parse(body);
    return { status: 200, body: { status: 'sent', id, kind, date, rejectionIds, sentAt: new Date().toISOString() } };
  }),
);

const minuteMs = 60_000;
/** Accepted when the slot begins, due an hour later. */
const dueMs = sendingWindow.startMs + 60 * minuteMs;
const required = { approval: 'required', recruiterEmail: 'jinji@example.jp' } as const;
const requests = () => fixture.mail.requests.map(({ body }) => messageRequest.parse(body));
const mailOf = (one: SeededCase) =>
  ({ kind: 'mail', mail: 'rejection_relay', n: 1, rejectionIds: [one.rejectionId], stage: 'interview' }) as const;
const decided = (one: SeededCase) => ({
  mail: 'rejection_relay' as const,
  rejectionIds: [one.rejectionId],
  by: '採用 太郎',
  at: new Date(sendingWindow.startMs).toISOString(),
});
const yes = (one: SeededCase, editId: string | null = null): NewFact<'mail.approved'> => ({
  kind: 'mail.approved',
  at: new Date(sendingWindow.startMs),
  data: { ...decided(one), editId },
});
const hold = (one: SeededCase): NewFact<'mail.held'> => ({
  kind: 'mail.held',
  at: new Date(sendingWindow.startMs),
  data: decided(one),
});
const stepAt = async (one: SeededCase, asOfMs: number) => (await decide(fixture.context, { ...one.ref, asOfMs })).step;

test('without a yes, or held since the step was decided, a mail does not leave', async () => {
  const one = await fixture.seed({ settings: required });
  await fixture.run('sendMail', one, dueMs, mailOf(one));
  await fixture.append(one, yes(one), hold(one));
  await fixture.run('sendMail', one, dueMs, mailOf(one));
  expect(fixture.mail.requests).toEqual([]);
});

test('with a yes it leaves, and with the words that were approved', async () => {
  const [plain, edited] = [await fixture.seed({ settings: required }), await fixture.seed({ settings: required })];
  const editId = randomUUID();
  const wording = { subject: '花子様へ', body: '{{addressee}} [見る]({{pageUrl}})' };
  await withCompany(fixture.context.orm, edited.ref.companyId, async (em) => {
    const { caseId, companyId } = edited.ref;
    const of = { companyId, candidateId: edited.candidateId };
    await em.insert(MailEdit, { id: editId, ...of, caseId, ...wording, createdAt: new Date() });
    await seedFacts(em, { id: caseId, ...of }, yes(edited, editId));
  });
  await fixture.append(plain, yes(plain));
  for (const one of [plain, edited]) {
    expect(await stepAt(one, dueMs)).toEqual(mailOf(one));
    await fixture.run('sendMail', one, dueMs, mailOf(one));
  }
  expect(requests().map((request) => request.wording)).toEqual([null, wording]);
});

test('recruiters are told once a day how many mails wait and for which jobs, and nothing of a person', async () => {
  const one = await fixture.seed({ settings: required });
  await anotherWaits(one);
  const remind = await stepAt(one, dueMs);
  expect(remind).toEqual({ kind: 'remind_recruiter', date: sendingWindow.date });
  await fixture.run('remindRecruiter', one, dueMs + minuteMs, remind);
  await fixture.run('remindRecruiter', one, dueMs + minuteMs, remind);
  const [request, ...more] = requests();
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    key: `approval:${one.ref.companyId}:${sendingWindow.date}`,
    kind: 'approval_reminder',
    to: { email: 'jinji@example.jp' },
    variables: { jobNames: ['営業'], waitingMails: 2, unsubscribeUrl: '' },
    rejectionIds: [],
  });
  expect(JSON.stringify(request)).not.toMatch(/hanako|花子|山田/);
  const { hours } = companySettings.parse((await rowOf(one)).settings);
  const next = findSendingWindow(sendingWindow.endMs, hours);
  const waits = await stepAt(one, dueMs + minuteMs);
  expect(waits).toMatchObject({ kind: 'wait', next: 'rejection_mail' });
  const untilMs = waits.kind === 'wait' ? waits.untilMs : 0;
  expect(next && untilMs >= next.startMs && untilMs < next.endMs).toBe(true);
});

test('nobody is told of what was approved, or after the slot', async () => {
  const one = await fixture.seed({ settings: required });
  const step = { kind: 'remind_recruiter', date: sendingWindow.date };
  await fixture.run('remindRecruiter', one, sendingWindow.endMs + minuteMs, step);
  await fixture.append(one, yes(one));
  await fixture.run('remindRecruiter', one, dueMs, step);
  expect(fixture.mail.requests).toEqual([]);
});

test('a reminder that mail-service does not take is asked for again by the same key', async () => {
  const one = await fixture.seed({ settings: required });
  const remind = await stepAt(one, dueMs);
  const answer = { status: 'sent', id: 'm', kind: 'approval_reminder', rejectionIds: [] };
  fixture.mail.respondWith((_asked, times) =>
    times === 1
      ? 'cut'
      : { status: 200, body: { ...answer, date: sendingWindow.date, sentAt: new Date().toISOString() } },
  );
  await fixture.run('remindRecruiter', one, dueMs, remind, dueMs + 10 * minuteMs);
  expect(new Set(requests().map(({ key }) => key)).size).toBe(1);
  expect(requests()).toHaveLength(2);
});

const rowOf = async (one: SeededCase) => {
  const [row] = (await fixture.sql('select settings from company where id = ?', [one.ref.companyId])) as {
    settings: unknown;
  }[];
  return row ?? { settings: null };
};

/** A second case of the company, due some hours later, and one whose mail is far away. */
async function anotherWaits({ ref, rejectionId }: SeededCase): Promise<void> {
  for (const queuedAt of [new Date(sendingWindow.endMs - minuteMs), new Date(sendingWindow.endMs + 90 * 86_400_000)]) {
    const candidate = randomUUID();
    await fixture.sql(
      `insert into candidate (id, company_id, source_key, remote_id, emails, phones, may_be_mailed, last_stage,
         last_rejected_at, relay_consent, created_at)
       values (?, ?, 'ats:x', ?, '[]', '[]', true, 'other', now(), 'unknown', now())`,
      [candidate, ref.companyId, candidate],
    );
    await fixture.sql(
      `insert into follow_up_case (id, company_id, candidate_id, state, stage, next_step, opened_at, next_mail,
         next_mail_rejection_ids, queued_at)
       values (gen_random_uuid(), ?, ?, 'open', 'other', 'rejection_mail', now(), 'rejection', ?::text[], ?)`,
      [ref.companyId, candidate, `{${rejectionId}}`, queuedAt],
    );
  }
}
