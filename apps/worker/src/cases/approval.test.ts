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
/** Accepted when the sending window opens, due an hour later. */
const dueMs = sendingWindow.startMs + 60 * minuteMs;
const required = { approval: 'required', recruiterEmail: 'jinji@example.jp' } as const;
const requests = () => fixture.mail.requests.map(({ body }) => messageRequest.parse(body));
const toMailStep = (seeded: SeededCase) =>
  ({ kind: 'mail', mail: 'rejection_relay', n: 1, rejectionIds: [seeded.rejectionId], stage: 'interview' }) as const;
const toDecision = (seeded: SeededCase) => ({
  mail: 'rejection_relay' as const,
  rejectionIds: [seeded.rejectionId],
  by: '採用 太郎',
  at: new Date(sendingWindow.startMs).toISOString(),
});
const toApproval = (seeded: SeededCase, editId: string | null = null): NewFact<'mail.approved'> => ({
  kind: 'mail.approved',
  at: new Date(sendingWindow.startMs),
  data: { ...toDecision(seeded), editId },
});
const toHold = (seeded: SeededCase): NewFact<'mail.held'> => ({
  kind: 'mail.held',
  at: new Date(sendingWindow.startMs),
  data: toDecision(seeded),
});
const decideStep = async (seeded: SeededCase, asOfMs: number) =>
  (await decide(fixture.context, { ...seeded.ref, asOfMs })).step;

test('a mail without approval, or held after the decision, is not sent', async () => {
  const seeded = await fixture.seed({ settings: required });
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  await fixture.append(seeded, toApproval(seeded), toHold(seeded));
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  expect(fixture.mail.requests).toEqual([]);
});

test('an approved mail is sent, with the approved wording', async () => {
  const [plain, edited] = [await fixture.seed({ settings: required }), await fixture.seed({ settings: required })];
  const editId = randomUUID();
  const wording = { subject: '花子様へ', body: '{{addressee}} [見る]({{pageUrl}})' };
  await withCompany(fixture.context.orm, edited.ref.companyId, async (em) => {
    const { caseId, companyId } = edited.ref;
    const owner = { companyId, candidateId: edited.candidateId };
    await em.insert(MailEdit, { id: editId, ...owner, caseId, ...wording, createdAt: new Date() });
    await seedFacts(em, { id: caseId, ...owner }, toApproval(edited, editId));
  });
  await fixture.append(plain, toApproval(plain));
  for (const seeded of [plain, edited]) {
    expect(await decideStep(seeded, dueMs)).toEqual(toMailStep(seeded));
    await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  }
  expect(requests().map((request) => request.wording)).toEqual([null, wording]);
});

test('recruiters are reminded once a day of the number and jobs of waiting mails, without personal data', async () => {
  const seeded = await fixture.seed({ settings: required });
  await insertOtherCases(seeded);
  const remind = await decideStep(seeded, dueMs);
  expect(remind).toEqual({ kind: 'remind_recruiter', date: sendingWindow.date });
  await fixture.run('remindRecruiter', seeded, dueMs + minuteMs, remind);
  await fixture.run('remindRecruiter', seeded, dueMs + minuteMs, remind);
  const [request, ...more] = requests();
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    key: `approval:${seeded.ref.companyId}:${sendingWindow.date}`,
    kind: 'approval_reminder',
    to: { email: 'jinji@example.jp' },
    variables: { jobNames: ['営業'], waitingMails: 2, unsubscribeUrl: '' },
    rejectionIds: [],
  });
  expect(JSON.stringify(request)).not.toMatch(/hanako|花子|山田/);
  const { hours } = companySettings.parse((await loadCompany(seeded)).settings);
  const next = findSendingWindow(sendingWindow.endMs, hours);
  const step = await decideStep(seeded, dueMs + minuteMs);
  expect(step).toMatchObject({ kind: 'wait', next: 'rejection_mail' });
  const untilMs = step.kind === 'wait' ? step.untilMs : 0;
  expect(next && untilMs >= next.startMs && untilMs < next.endMs).toBe(true);
});

test('no reminder is sent for approved mails or after the sending window', async () => {
  const seeded = await fixture.seed({ settings: required });
  const step = { kind: 'remind_recruiter', date: sendingWindow.date };
  await fixture.run('remindRecruiter', seeded, sendingWindow.endMs + minuteMs, step);
  await fixture.append(seeded, toApproval(seeded));
  await fixture.run('remindRecruiter', seeded, dueMs, step);
  expect(fixture.mail.requests).toEqual([]);
});

test('a failed reminder request is retried with the same key', async () => {
  const seeded = await fixture.seed({ settings: required });
  const remind = await decideStep(seeded, dueMs);
  const answer = { status: 'sent', id: 'm', kind: 'approval_reminder', rejectionIds: [] };
  fixture.mail.respondWith((_request, attempt) =>
    attempt === 1
      ? 'cut'
      : { status: 200, body: { ...answer, date: sendingWindow.date, sentAt: new Date().toISOString() } },
  );
  await fixture.run('remindRecruiter', seeded, dueMs, remind, dueMs + 10 * minuteMs);
  expect(new Set(requests().map(({ key }) => key)).size).toBe(1);
  expect(requests()).toHaveLength(2);
});

test('recruiters are reminded once a day of shared addresses, until a member decides', async () => {
  const seeded = await fixture.seed({ settings: { recruiterEmail: 'jinji@example.jp' } });
  const { companyId } = seeded.ref;
  await fixture.sql("update candidate set address_state = 'shared' where id = ?", [seeded.candidateId]);
  await fixture.sql("insert into shared_address values (?, ?, 'a hash', 'open', null, null, null, now())", [
    randomUUID(),
    companyId,
  ]);
  const remind = await decideStep(seeded, dueMs);
  expect(remind).toEqual({ kind: 'remind_recruiter', date: sendingWindow.date });
  await fixture.run('remindRecruiter', seeded, dueMs, remind);
  await fixture.run('remindRecruiter', seeded, dueMs, remind);
  expect(requests()).toMatchObject([
    {
      key: `address:${companyId}:${sendingWindow.date}`,
      kind: 'address_reminder',
      variables: { jobNames: [], sharedAddresses: 1 },
    },
  ]);
  expect(await decideStep(seeded, dueMs + minuteMs)).toMatchObject({ kind: 'wait', next: 'address_decision' });
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  expect(requests()).toHaveLength(1);
  await fixture.sql('update candidate set address_state = null where id = ?', [seeded.candidateId]);
  expect(await decideStep(seeded, dueMs + minuteMs)).toEqual(toMailStep(seeded));
});

test('recruiters are reminded once a day of requests for feedback that are due', async () => {
  const seeded = await fixture.seed({ settings: { recruiterEmail: 'jinji@example.jp' } });
  const { companyId, caseId } = seeded.ref;
  const at = new Date(dueMs);
  const { rejectionId } = seeded;
  const requestId = randomUUID();
  const dueOn = sendingWindow.date;
  const sent = { n: 1, mail: 'rejection', rejectionIds: [rejectionId], messageId: 'm', date: dueOn } as const;
  await fixture.append(seeded, { kind: 'mail.sent', at, data: sent });
  await fixture.append(seeded, { kind: 'feedback.requested', at, data: { requestId, rejectionId, dueOn } });
  await fixture.sql(`insert into feedback_request values (?, ?, ?, ?, ?, 'open', ?, now())`, [
    requestId,
    companyId,
    seeded.candidateId,
    caseId,
    rejectionId,
    dueOn,
  ]);
  const remind = await decideStep(seeded, dueMs);
  expect(remind).toEqual({ kind: 'remind_recruiter', date: dueOn });
  for (let times = 0; times < 2; times += 1) await fixture.run('remindRecruiter', seeded, dueMs, remind);
  expect(requests()).toMatchObject([
    { key: `feedback:${companyId}:${dueOn}`, kind: 'feedback_reminder', variables: { feedbackRequests: 1 } },
  ]);
  expect(await decideStep(seeded, dueMs + minuteMs)).toMatchObject({ kind: 'wait', next: 'feedback_request' });
});

const loadCompany = async (seeded: SeededCase) => {
  const [row] = (await fixture.sql('select settings from company where id = ?', [seeded.ref.companyId])) as {
    settings: unknown;
  }[];
  return row ?? { settings: null };
};

/** Two more cases of the company: one due some hours later, one due in 90 days. */
async function insertOtherCases({ ref, rejectionId }: SeededCase): Promise<void> {
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

test('a mail that is no longer the approved one is not sent: it waits for a new approval', async () => {
  const seeded = await fixture.seed({ settings: { ...required, recruiterEmail: null } });
  const approval = toApproval(seeded);
  await fixture.append(seeded, { ...approval, data: { ...approval.data, digest: 'approved' } });
  const problem = { type: 'about:blank', title: 'The mail has changed.', status: 409, code: 'mail_changed' };
  fixture.mail.respondWith(() => ({ status: 409, body: problem }));
  await fixture.run('sendMail', seeded, dueMs, toMailStep(seeded));
  expect(requests()).toMatchObject([{ approvedDigest: 'approved' }]);
  expect(await decideStep(seeded, dueMs)).toMatchObject({ kind: 'wait', next: 'rejection_mail' });
  expect(await fixture.sql('select mail_decision from follow_up_case where id = ?', [seeded.ref.caseId])).toEqual([
    { mail_decision: 'lapsed' },
  ]);
});
