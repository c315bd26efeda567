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

async function aCaseWithEndpoint(): Promise<SeededCase> {
  const one = await fixture.seed({ facts: [consented] });
  await fixture.sql(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (?, ?, 'https://example.jp/hooks', '{credit.earned}', 'enabled', 'sealed', now())`,
    [randomUUID(), one.ref.companyId],
  );
  return one;
}
const eventsOf = ({ ref }: SeededCase) =>
  fixture.sql('select type, data from webhook_event where company_id = ?', [ref.companyId]);
const referTwice = async (one: SeededCase, earnedCredits: number) => {
  const entryId = `${one.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_asked, times) => ({
    status: 200,
    body: { status: 'posted', entryId, replayed: times > 1, earnedCredits },
  }));
  for (let times = 0; times < 2; times += 1) {
    await refer(fixture.context, { ...one.ref, asOfMs: sendingWindow.startMs + 7_200_000 }, { kind: 'refer', n: 1 });
  }
  return entryId;
};

test('the point that made a credit tells the company so, once', async () => {
  const one = await aCaseWithEndpoint();
  const entryId = await referTwice(one, 1);
  expect(await eventsOf(one)).toEqual([
    { type: 'credit.earned', data: { credits: 1, case_id: one.ref.caseId, entry_id: entryId } },
  ]);
});

test('a point that made none does not', async () => {
  const one = await aCaseWithEndpoint();
  await referTwice(one, 0);
  expect(await eventsOf(one)).toEqual([]);
});

test('a credit whose point was posted before, though its answer was lost and the address changed, is told all the same', async () => {
  const one = await aCaseWithEndpoint();
  const entryId = `${one.ref.caseId}:referral:1`;
  fixture.credit.respondWith((_asked, times) =>
    times === 1
      ? { status: 409, body: { type: 'x', title: 'x', status: 409, code: 'entry_conflict' } }
      : { status: 200, body: { status: 'posted', entryId, replayed: true, earnedCredits: 1 } },
  );
  await refer(fixture.context, { ...one.ref, asOfMs: sendingWindow.startMs + 7_200_000 }, { kind: 'refer', n: 1 });
  expect(await eventsOf(one)).toEqual([
    { type: 'credit.earned', data: { credits: 1, case_id: one.ref.caseId, entry_id: entryId } },
  ]);
});
