import { connectTemporal, type TemporalConnection } from '@goen/temporal-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inboxOf, until } from '../demo/api.ts';
import { approveByHand, companyWith, missMoment, moveTo, queuedOf, recruiter, reject } from './approve-by-hand.ts';
import { testStack } from './test-stack.ts';

let stack: Awaited<ReturnType<typeof testStack>>;
let temporal: TemporalConnection;
beforeAll(async () => {
  stack = await testStack();
  temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
}, 600_000);
afterAll(async () => {
  await temporal?.close();
  await stack?.[Symbol.asyncDispose]();
});

const inbox = (address: string) => inboxOf(stack.urls.inbox, address);

test('without a yes mails move to the next slot and the recruiters hear of it once; with a yes they go', async () => {
  const api = await companyWith(stack, 'required');
  const [one, other] = [await reject(api, '営業'), await reject(api, '設計')];
  const first = await queuedOf(api, one.caseId);
  expect(first).toMatchObject({ approval: 'awaiting', kind: 'rejection_relay' });

  const movedTo = await missMoment(temporal.client, api, one.caseId);
  // From 10:00 to 17:59 in Tokyo.
  expect(movedTo).toMatch(/T0[1-8]:/);
  expect(dateOf(movedTo) > dateOf(first?.sends_at ?? '')).toBe(true);
  await missMoment(temporal.client, api, other.caseId);
  const [note, ...more] = await until('the note', async () => {
    const mails = await inbox(recruiter);
    return mails.length > 0 && mails;
  });
  expect(more).toEqual([]);
  expect(note?.subject).toContain('2通');
  expect(note?.text).toContain('「営業」');
  expect(note?.text).toContain('「設計」');
  expect(`${note?.subject}${note?.html}${note?.text}`).not.toMatch(/髙橋|@example\.com/);
  expect([await inbox(one.address), await inbox(other.address)]).toEqual([[], []]);

  await approveByHand(temporal.client, api, one.caseId);
  expect(await inbox(one.address)).toHaveLength(1);
  expect(await inbox(other.address)).toEqual([]);
}, 600_000);

test('an edit goes out in its own words; what was cancelled never goes', async () => {
  const api = await companyWith(stack, 'required');
  const [edited, cancelled] = [await reject(api, '営業'), await reject(api, '営業')];
  const wording = { subject: '面接の結果について', body: '{{addressee}}\n\n楽しいお話でした。\n\n[見る]({{pageUrl}})' };
  const due = [await queuedOf(api, edited.caseId), await queuedOf(api, cancelled.caseId)].map((mail) => mail?.sends_at);
  const results = await api.decide(
    { case_id: edited.caseId, kind: 'rejection_relay', action: 'approve', wording },
    { case_id: cancelled.caseId, kind: 'rejection_relay', action: 'cancel' },
  );
  expect(results).toMatchObject([{ state: 'approved' }, { state: 'cancelled' }]);
  await moveTo(temporal.client, edited.caseId, due[0]);
  await moveTo(temporal.client, cancelled.caseId, due[1]);
  const mails = await until('the edited mail', async () => {
    const found = await inbox(edited.address);
    return found.length > 0 && found;
  });
  expect(mails.map(({ subject }) => subject)).toEqual(['面接の結果について']);
  expect(mails[0]?.text).toContain('髙橋様\n\n楽しいお話でした。');
  const view = await api.caseOf(cancelled.caseId);
  expect(view).toMatchObject({ state: 'open', next_step: 'first_follow_up' });
  expect(view.timeline.map(({ kind }) => kind)).toEqual(['rejection.reported', 'mail.skipped']);
  expect(await inbox(cancelled.address)).toEqual([]);
}, 600_000);

test('the undo window outlives a worker that dies in it', async () => {
  const api = await companyWith(stack, 'automatic');
  const { caseId, address } = await reject(api, '営業');
  const before = await queuedOf(api, caseId);
  const acceptedAt = (await api.caseOf(caseId)).timeline[0]?.data.acceptedAt as string;
  expect(Date.parse(before?.undo_until ?? '') - Date.parse(acceptedAt)).toBe(3_600_000);
  await moveTo(temporal.client, caseId, new Date(Date.parse(before?.undo_until ?? '') - 1_800_000).toISOString());
  await stack.services.worker.kill();
  await stack.services.worker.start();
  expect(await queuedOf(api, caseId)).toEqual(before);
  expect(await inbox(address)).toEqual([]);
  await moveTo(temporal.client, caseId, before?.sends_at);
  await until('the mail', async () => (await inbox(address)).length === 1);
}, 600_000);

const dateOf = (instant: string) => new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(0, 10);
