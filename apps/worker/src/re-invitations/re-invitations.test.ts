import { randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { deriveLinkToken, findLink, type NewReInvitationFact, recordReInvitation } from '@goen/cases';
import { messageRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ReceivedRequest } from '../testing/fake-service.ts';
import { at, inWindowMs } from '../testing/introduction-fixture.ts';

import { type Seed, type SeededCase, startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';
import { closeReInvitation } from './close-re-invitation.ts';
import { decideReInvitation } from './decide-re-invitation.ts';
import { notifyOwner } from './notify-owner.ts';
import { sendReInvitationMail } from './send-re-invitation-mail.ts';
import { wakeOverdueReInvitations } from './wake-overdue-re-invitations.ts';

const clock = vi.hoisted(() => ({ scheduledMs: 0 }));
vi.mock('@temporalio/activity', async (actual) => ({
  ...(await actual<object>()),
  ...(await import('../testing/activity-clock.ts')).activityAt(clock),
}));

let fixture: WorkerFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
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

type Invited = { readonly id: string; readonly seeded: SeededCase };

/** A former candidate chosen for an opening, two months after the rejection. */
async function invite(seed: Seed = {}): Promise<Invited> {
  const seeded = await fixture.seed(seed);
  const { companyId, caseId } = seeded.ref;
  await fixture.sql(`update fact set data = data || ? where case_id = ? and kind = 'rejection.reported'`, [
    JSON.stringify({ rejectedAt: new Date(inWindowMs - 60 * 86_400_000).toISOString() }),
    caseId,
  ]);
  const [id, positionId] = [randomUUID(), randomUUID()];
  await fixture.sql(
    "insert into position (id, company_id, title, state, created_at) values (?, ?, '開発', 'open', now())",
    [positionId, companyId],
  );
  await fixture.sql(
    `insert into re_invitation (id, company_id, position_id, candidate_id, case_id, about, job_name, applied_on, owner,
       created_by, state, next_step, created_at)
     values (?, ?, ?, ?, ?, ?, '営業', '2026-05-12', ?, 'k', 'planned', 're_invitation', ?)`,
    [
      id,
      companyId,
      positionId,
      seeded.candidateId,
      caseId,
      JSON.stringify({ position: '開発', url: 'https://example.jp/jobs/1', whatIsNew: '新しいチームです。' }),
      JSON.stringify({ name: '佐藤', email: 'sato@example.jp' }),
      at,
    ],
  );
  return { id, seeded };
}
const ref = ({ id, seeded }: Invited, asOfMs = inWindowMs) => ({
  reInvitationId: id,
  companyId: seeded.ref.companyId,
  asOfMs,
});
const record = ({ id, seeded }: Invited, fact: NewReInvitationFact) =>
  withCompany(fixture.context.orm, seeded.ref.companyId, (em) => recordReInvitation(em, id, at, () => fact));
const kinds = async ({ id }: Invited) =>
  (
    (await fixture.sql('select kind from re_invitation_fact where re_invitation_id = ? order by seq', [id])) as {
      kind: string;
    }[]
  ).map(({ kind }) => kind);
const decide = async (invited: Invited, asOfMs?: number) =>
  (await decideReInvitation(fixture.context, ref(invited, asOfMs))).step;

test('the mail names the earlier application and what is new, and is sent once', async () => {
  const invited = await invite();
  expect(await decide(invited)).toEqual({ kind: 'send', mail: 're_invitation', n: 1 });
  for (let times = 0; times < 2; times += 1) await sendReInvitationMail(fixture.context, ref(invited));
  const [request, ...more] = requests();
  expect(more).toEqual([]);
  const key = `reinvitation:${invited.id}:1`;
  const token = deriveLinkToken(fixture.context.linkSecret, key, 0);
  expect(request).toMatchObject({
    key,
    company: invited.seeded.ref.companyId,
    kind: 're_invitation',
    basis: { kind: 'address_notified' },
    variables: {
      jobNames: ['営業'],
      positions: [{ title: '開発', url: 'https://example.jp/jobs/1' }],
      opening: { position: '開発', whatIsNew: '新しいチームです。', appliedOn: '2026-05-12' },
      pageUrl: `https://goen.example/c/${token}`,
    },
  });
  expect(await findLink(fixture.context.orm, token)).toMatchObject({ candidateId: invited.seeded.candidateId });
  expect(await kinds(invited)).toEqual(['mail.sent']);
  expect(await decide(invited)).toMatchObject({ kind: 'wait', next: 'reminder' });
});

test('the daily limit moves it to the next day under another key', async () => {
  const invited = await invite();
  fixture.mail.respondWith(skipped('daily_limit'));
  await sendReInvitationMail(fixture.context, ref(invited));
  expect(await decide(invited)).toMatchObject({ kind: 'wait', next: 'invitation' });
  expect(await kinds(invited)).toEqual(['mail.skipped']);
});

test('a person who unsubscribed meanwhile is not written to', async () => {
  const invited = await invite();
  await fixture.append(invited.seeded, { kind: 'mail.unsubscribed', at, data: { via: 'page' } });
  await sendReInvitationMail(fixture.context, ref(invited));
  expect(requests()).toEqual([]);
  expect(await decide(invited)).toEqual({ kind: 'close', ended: 'not_allowed' });
  for (let times = 0; times < 2; times += 1) await closeReInvitation(fixture.context, ref(invited));
  expect(await kinds(invited)).toEqual(['re_invitation.closed']);
});

test('where members approve mails they are reminded instead, once a day', async () => {
  const invited = await invite({ settings: { approval: 'required', recruiterEmail: 'jinji@example.jp' } });
  for (let times = 0; times < 2; times += 1) await sendReInvitationMail(fixture.context, ref(invited));
  expect(requests()).toMatchObject([{ kind: 'approval_reminder', variables: { waitingMails: 1 } }]);
  expect(await kinds(invited)).toEqual(['approval.reminded']);
});

test('a mail that is no longer the approved one is not sent, and needs a new approval', async () => {
  const invited = await invite({ settings: { approval: 'required' } });
  const mail = 're_invitation' as const;
  await record(invited, { kind: 'mail.approved', at, data: { mail, by: 'k', editId: null, digest: 'd' } });
  fixture.mail.respondWith(() => ({ status: 409, body: { code: 'mail_changed', title: 'x', status: 409, type: 'x' } }));
  await sendReInvitationMail(fixture.context, ref(invited));
  expect(requests()).toMatchObject([{ approvedDigest: 'd' }]);
  expect(await kinds(invited)).toEqual(['mail.approved', 'mail.approval_lapsed']);
});

test('the owner hears of an interest once, with the number of those unanswered and the day, and no name', async () => {
  const invited = await invite();
  await sendReInvitationMail(fixture.context, ref(invited));
  await record(invited, { kind: 'candidate.answered', at, data: { answer: 'interested', askAgainOn: null } });
  expect(await decide(invited)).toEqual({ kind: 'notify_owner', reminder: 0 });
  fixture.mail.respondWith(sent);
  for (let times = 0; times < 2; times += 1) await notifyOwner(fixture.context, ref(invited));
  const [request, ...more] = requests();
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    kind: 'interest_notice',
    to: { email: 'sato@example.jp' },
    variables: { interests: { unanswered: 1 }, opening: { position: '開発' } },
  });
  expect((request?.variables.interests?.dueOn ?? '') > toTokyoDate(inWindowMs)).toBe(true);
  expect(JSON.stringify(request)).not.toContain('hanako');
});

test('a round wakes what is overdue, and nothing else', async () => {
  const invited = await invite();
  const wake = () => wakeOverdueReInvitations(fixture.context, at);
  const due = (when: Date) => fixture.sql('update re_invitation set next_step_at = ? where id = ?', [when, invited.id]);
  await fixture.sql("update re_invitation set next_step_at = 'infinity'");
  await due(at);
  expect(await wake()).toBe(0);
  await due(new Date(inWindowMs - 2 * 3_600_000));
  expect(await wake()).toBe(1);
});

test('an application after the mail counts as a reapplication, on every channel', async () => {
  const invited = await invite();
  await sendReInvitationMail(fixture.context, ref(invited));
  await fixture.sql('update application set applied_at = ? where candidate_id = ?', [
    new Date(inWindowMs + 86_400_000),
    invited.seeded.candidateId,
  ]);
  expect(await decide(invited, inWindowMs + 2 * 86_400_000)).toEqual({ kind: 'close', ended: 'reapplied' });
  expect(await kinds(invited)).toEqual(['mail.sent', 'candidate.reapplied']);
});

test('nothing leaves while the company pauses its mails or is suspended; its endpoints learn that the mail left, once', async () => {
  const invited = await invite();
  const { companyId, caseId } = invited.seeded.ref;
  await fixture.sql(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (gen_random_uuid(), ?, 'https://example.jp/hooks', '{message.sent}', 'enabled', 'x', now())`,
    [companyId],
  );
  for (const [stop, resume] of [
    ["insert into mail_pause values (?, 'system', now())", 'delete from mail_pause where company_id = ?'],
    ['update company set suspended_at = now() where id = ?', 'update company set suspended_at = null where id = ?'],
  ] as const) {
    await fixture.sql(stop, [companyId]);
    expect(await decide(invited)).toMatchObject({ kind: 'wait' });
    await sendReInvitationMail(fixture.context, ref(invited));
    expect(requests()).toEqual([]);
    await fixture.sql(resume, [companyId]);
  }
  for (let times = 0; times < 2; times += 1) await sendReInvitationMail(fixture.context, ref(invited));
  expect(requests()).toHaveLength(1);
  expect(await fixture.sql('select type, data from webhook_event where company_id = ?', [companyId])).toMatchObject([
    { type: 'message.sent', data: { mail: 're_invitation', case_id: caseId } },
  ]);
});
