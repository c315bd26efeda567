import { randomUUID } from 'node:crypto';
import type { NewFact } from '@goen/cases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  evidence,
  type SeededCase,
  sendingWindow,
  startWorkerFixture,
  type WorkerFixture,
} from '../testing/worker-fixture.ts';
import { refer } from './referrals.ts';

let fixture: WorkerFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
afterAll(() => fixture?.close());

const at = new Date(sendingWindow.startMs);
const consented: NewFact<'consent.granted'> = { kind: 'consent.granted', at, data: { consent: 'relay', evidence } };

async function seedCaseWithEndpoint(): Promise<SeededCase> {
  const seeded = await fixture.seed({ facts: [consented] });
  await fixture.sql(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (?, ?, 'https://example.jp/hooks', '{credit.earned}', 'enabled', 'sealed', now())`,
    [randomUUID(), seeded.ref.companyId],
  );
  return seeded;
}
const listEvents = ({ ref }: SeededCase) =>
  fixture.sql('select type, data from webhook_event where company_id = ?', [ref.companyId]);
const referTwice = async (seeded: SeededCase, earnedCredits: number) => {
  const entryId = `${seeded.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_request, attempt) => ({
    status: 200,
    body: { status: 'posted', entryId, replayed: attempt > 1, earnedCredits },
  }));
  for (let times = 0; times < 2; times += 1) {
    await refer(fixture.context, { ...seeded.ref, asOfMs: sendingWindow.startMs + 7_200_000 }, { kind: 'refer', n: 1 });
  }
  return entryId;
};

test('a point that completes a credit emits credit.earned once', async () => {
  const seeded = await seedCaseWithEndpoint();
  const entryId = await referTwice(seeded, 1);
  expect(await listEvents(seeded)).toEqual([
    { type: 'credit.earned', data: { credits: 1, case_id: seeded.ref.caseId, entry_id: entryId } },
  ]);
});

test('a point that completes no credit emits no event', async () => {
  const seeded = await seedCaseWithEndpoint();
  await referTwice(seeded, 0);
  expect(await listEvents(seeded)).toEqual([]);
});

test('a credit whose point was posted earlier is emitted, even if the response was lost and the address changed', async () => {
  const seeded = await seedCaseWithEndpoint();
  const entryId = `${seeded.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_request, attempt) =>
    attempt === 1
      ? { status: 409, body: { type: 'x', title: 'x', status: 409, code: 'entry_conflict' } }
      : { status: 200, body: { status: 'posted', entryId, replayed: true, earnedCredits: 1 } },
  );
  await refer(fixture.context, { ...seeded.ref, asOfMs: sendingWindow.startMs + 7_200_000 }, { kind: 'refer', n: 1 });
  expect(await listEvents(seeded)).toEqual([
    { type: 'credit.earned', data: { credits: 1, case_id: seeded.ref.caseId, entry_id: entryId } },
  ]);
});
