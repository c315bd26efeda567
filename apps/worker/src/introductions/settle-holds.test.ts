import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type IntroductionFixture, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { settleHolds } from './settle-holds.ts';
import { wakeOverdue } from './wake-overdue.ts';

vi.mock('@temporalio/activity', async (actual) => ({ ...(await actual<object>()), heartbeat: () => {} }));

let fixture: IntroductionFixture;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const hourMs = 3_600_000;
const deleteOutboxRows = (id: string) => fixture.sql('delete from outbox where introduction_id = ?', [id]);

test('all overdue introductions are woken, and those that are not due are left alone', async () => {
  const now = new Date();
  const lost = await Promise.all(
    [2, 2, 3].map((hours) => fixture.introduction([], { createdAt: new Date(now.getTime() - hours * hourMs) })),
  );
  const early = await fixture.introduction([], { createdAt: now });
  const ended = await fixture.introduction([], { createdAt: new Date(now.getTime() - 2 * hourMs) });
  await fixture.sql("update introduction set state = 'closed', ended = 'no_answer' where id = ?", [ended.id]);
  for (const { id } of [...lost, early, ended]) await deleteOutboxRows(id);
  expect(await wakeOverdue(fixture.context, now, 2)).toBe(3);
  const woken = await Promise.all([...lost, early, ended].map((introduction) => fixture.countOutboxRows(introduction)));
  expect(woken).toEqual([1, 1, 1, 0, 0]);
});

test('an orphaned hold is captured if the profile was provided, else released; a running one is left alone', async () => {
  const now = new Date();
  const [running, unused, used] = [
    await fixture.introduction(['credit.held', 'candidate.asked']),
    await fixture.introduction(['credit.held']),
    await fixture.introduction(['credit.held', 'profile.provided']),
  ];
  for (const { id } of [unused, used]) {
    await fixture.sql("update introduction set state = 'closed', ended = 'no_answer' where id = ?", [id]);
  }
  const missing = randomUUID();
  const ids = [running.id, unused.id, used.id, missing].map((id) => `introduction:${id}`);
  const { companyId } = fixture.receiver.ref;
  const pages = [ids.slice(0, 2), [...ids.slice(2), 'by-hand']];
  const settled: string[] = [];
  fixture.credit.respondWith(({ path }) => {
    if (path.startsWith('/holds?')) {
      const nth = path.includes('cursor=') ? 1 : 0;
      const items = (pages[nth] ?? []).map((id) => ({ company: companyId, id, heldAt: now.toISOString() }));
      return { status: 200, body: { items, next: nth === 0 ? '2' : null } };
    }
    settled.push(decodeURIComponent(path).replace(`/companies/${companyId}/holds/introduction:`, ''));
    return {
      status: 200,
      body: { id: 'x', state: path.endsWith('capture') ? 'captured' : 'released', replayed: false },
    };
  });
  expect(await settleHolds(fixture.context, now)).toBe(3);
  expect(settled).toEqual([`${unused.id}/release`, `${used.id}/capture`, `${missing}/release`]);
});

test('a hold that can’t be settled does not block the others, and the round fails', async () => {
  const missing = [randomUUID(), randomUUID()];
  const { companyId } = fixture.receiver.ref;
  const ended: string[] = [];
  fixture.credit.respondWith(({ path }) => {
    if (path.startsWith('/holds?')) {
      const items = missing.map((id) => ({
        company: companyId,
        id: `introduction:${id}`,
        heldAt: new Date().toISOString(),
      }));
      return { status: 200, body: { items, next: null } };
    }
    if (path.includes(missing[0] ?? '')) {
      return { status: 409, body: { type: 'x', title: 'x', status: 409, code: 'hold_final' } };
    }
    ended.push(path);
    return { status: 200, body: { id: 'x', state: 'released', replayed: false } };
  });
  await expect(settleHolds(fixture.context)).rejects.toThrow(/^holds_not_settled$/);
  expect(ended).toHaveLength(1);
});
