import { unwrap } from '@goen/client';
import { connectTemporal, type TemporalConnection } from '@goen/temporal-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listInbox } from '../demo/inbox.ts';
import { waitUntil } from '../demo/wait-until.ts';
import {
  approveLate,
  createCompanyWithApproval,
  findQueuedMail,
  missSendingTime,
  recruiterEmail,
  reportRejection,
  skipCaseTo,
} from './approval-fixture.ts';
import { startTestStack } from './test-stack.ts';

let stack: Awaited<ReturnType<typeof startTestStack>>;
let temporal: TemporalConnection;
beforeAll(async () => {
  stack = await startTestStack();
  temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
}, 600_000);
afterAll(async () => {
  await temporal?.close();
  await stack?.[Symbol.asyncDispose]();
});

const readInbox = (address: string) => listInbox(stack.urls.inbox, address);
const waitForMails = (address: string) =>
  waitUntil(`a mail to ${address}`, async () => {
    const mails = await readInbox(address);
    return mails.length > 0 && mails;
  });

test('mails that are not approved move to the next sending window, with one reminder to recruiters; an approved one is sent', async () => {
  const api = await createCompanyWithApproval(stack, 'required');
  const sales = await reportRejection(api, '営業');
  const design = await reportRejection(api, '設計');
  const queued = await findQueuedMail(api, sales.caseId);
  expect(queued).toMatchObject({ approval: 'awaiting', kind: 'rejection_relay' });

  const movedTo = await missSendingTime(temporal.client, api, sales.caseId);
  // From 10:00 to 17:59 in Tokyo.
  expect(movedTo).toMatch(/T0[1-8]:/);
  expect(toTokyoDate(movedTo) > toTokyoDate(queued?.sends_at ?? '')).toBe(true);
  await missSendingTime(temporal.client, api, design.caseId);
  const [reminder, ...more] = await waitForMails(recruiterEmail);
  expect(more).toEqual([]);
  expect(reminder?.subject).toContain('2通');
  expect(reminder?.text).toContain('「営業」');
  expect(reminder?.text).toContain('「設計」');
  expect(`${reminder?.subject}${reminder?.html}${reminder?.text}`).not.toMatch(/髙橋|@example\.com/);
  expect([await readInbox(sales.address), await readInbox(design.address)]).toEqual([[], []]);

  await approveLate(temporal.client, api, sales.caseId);
  expect(await readInbox(sales.address)).toHaveLength(1);
  expect(await readInbox(design.address)).toEqual([]);
}, 600_000);

test('an edited mail is sent with its own text; a cancelled one is never sent', async () => {
  const api = await createCompanyWithApproval(stack, 'required');
  const [edited, cancelled] = [await reportRejection(api, '営業'), await reportRejection(api, '営業')];
  const wording = { subject: '面接の結果について', body: '{{addressee}}\n\n楽しいお話でした。\n\n[見る]({{pageUrl}})' };
  const sendsAt = {
    edited: (await findQueuedMail(api, edited.caseId))?.sends_at,
    cancelled: (await findQueuedMail(api, cancelled.caseId))?.sends_at,
  };
  const results = await api.decideMails(
    { case_id: edited.caseId, kind: 'rejection_relay', action: 'approve', wording },
    { case_id: cancelled.caseId, kind: 'rejection_relay', action: 'cancel' },
  );
  expect(results).toMatchObject([{ state: 'approved' }, { state: 'cancelled' }]);
  await skipCaseTo(temporal.client, edited.caseId, sendsAt.edited);
  await skipCaseTo(temporal.client, cancelled.caseId, sendsAt.cancelled);
  const mails = await waitForMails(edited.address);
  expect(mails.map(({ subject }) => subject)).toEqual(['面接の結果について']);
  expect(mails[0]?.text).toContain('髙橋様\n\n楽しいお話でした。');
  const view = await api.getCase(cancelled.caseId);
  expect(view).toMatchObject({ state: 'open', next_step: 'first_follow_up' });
  expect(view.timeline.map(({ kind }) => kind)).toEqual(['rejection.reported', 'mail.skipped']);
  expect(await readInbox(cancelled.address)).toEqual([]);
}, 600_000);

test('the undo window survives a worker that dies during it', async () => {
  const api = await createCompanyWithApproval(stack, 'automatic');
  const { caseId, address } = await reportRejection(api, '営業');
  const before = await findQueuedMail(api, caseId);
  const undoUntilMs = Date.parse(before?.undo_until ?? '');
  const acceptedAt = (await api.getCase(caseId)).timeline[0]?.data.acceptedAt as string;
  expect(undoUntilMs - Date.parse(acceptedAt)).toBe(3_600_000);
  await skipCaseTo(temporal.client, caseId, new Date(undoUntilMs - 1_800_000).toISOString());
  await stack.services.worker.kill();
  await stack.services.worker.start();
  expect(await findQueuedMail(api, caseId)).toEqual(before);
  expect(await readInbox(address)).toEqual([]);
  await skipCaseTo(temporal.client, caseId, before?.sends_at);
  expect(await waitForMails(address)).toHaveLength(1);
}, 600_000);

test('a case of a sandbox company is fast-forwarded without time skipping: its mail is in the inbox, and its next step follows', async () => {
  const api = await createCompanyWithApproval(stack, 'automatic', { mailProvider: 'sandbox' });
  const { caseId, address } = await reportRejection(api, '開発');
  const other = await reportRejection(api, '開発');
  const advance = () => unwrap(api.goen.POST('/v1/testing/advance', { body: { case_id: caseId } }));
  const planned = (await api.getCase(caseId)).next_mail?.sends_at ?? '';
  await advance();
  const [mail] = await waitForMails(address);
  expect(mail?.text).toContain('開発');
  const sent = await waitUntil('the fact', async () => {
    const view = await api.getCase(caseId);
    return view.timeline.some(({ kind }) => kind === 'mail.sent') && view.next_step_at !== planned && view;
  });
  expect(sent.timeline.find(({ kind }) => kind === 'mail.sent')?.data.date).toBe(toTokyoDate(planned));
  await advance();
  await waitUntil('the next step', async () => {
    const { timeline, state } = await api.getCase(caseId);
    return state === 'closed' || timeline.length > sent.timeline.length;
  });
  expect(await readInbox(other.address)).toEqual([]);
}, 600_000);

const toTokyoDate = (instant: string) => new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(0, 10);
