import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IntroductionBench, inSlotMs, startIntroductionBench, told } from '../testing/introduction-fixture.ts';
import { captureCredit, holdCredit, releaseCredit } from './credit.ts';
import { decideIntroduction } from './decide-introduction.ts';

let bench: IntroductionBench;
beforeAll(async () => {
  bench = await startIntroductionBench();
});
afterAll(() => bench?.close());

const done = (state: 'held' | 'captured' | 'released') =>
  bench.credit.answers((_asked, times) => ({ status: 200, body: { id: 'h', state, replayed: times > 1 } }));
const problem = (code: string) =>
  bench.credit.answers(() => ({ status: 409, body: { type: 'x', title: 'x', status: 409, code } }));
const asked = () => bench.credit.asked.map(({ path }) => decodeURIComponent(path));
const stepOf = async (one: Parameters<IntroductionBench['ref']>[0], atMs?: number) =>
  (await decideIntroduction(bench.context, bench.ref(one, atMs))).step;

test('a credit is set aside by the id of the introduction, once', async () => {
  const one = await bench.introduction();
  done('held');
  for (let times = 0; times < 2; times += 1) await holdCredit(bench.context, bench.ref(one));
  expect(asked()).toEqual([`/companies/${bench.receiver.ref.companyId}/holds`]);
  expect(bench.credit.asked[0]?.body).toEqual({ id: `introduction:${one.id}` });
  expect(await bench.kindsOf(one)).toEqual(['credit.held']);
});

test('an answer that was lost is asked for again, and is the same hold', async () => {
  const one = await bench.introduction();
  bench.credit.answers((_asked, times) =>
    times === 1 ? 'cut' : { status: 200, body: { id: 'h', state: 'held', replayed: true } },
  );
  await expect(holdCredit(bench.context, bench.ref(one))).rejects.toThrow(/^service_unreachable$/);
  expect(await bench.kindsOf(one)).toEqual([]);
  await holdCredit(bench.context, bench.ref(one));
  expect(new Set(bench.credit.asked.map(({ body }) => body.id)).size).toBe(1);
  expect(await bench.kindsOf(one)).toEqual(['credit.held']);
});

test('without a credit nobody is asked', async () => {
  const one = await bench.introduction();
  problem('insufficient_credits');
  await holdCredit(bench.context, bench.ref(one));
  expect(await stepOf(one)).toEqual({ kind: 'close', ended: 'no_credit' });
});

test('who withdrew before costs no credit', async () => {
  const one = await bench.introduction(['candidate.withdrew']);
  done('held');
  await holdCredit(bench.context, bench.ref(one));
  expect(asked()).toEqual([]);
  expect(await stepOf(one)).toEqual({ kind: 'close', ended: 'withdrawn' });
});

test('a credit is spent once the profile is out, and never before', async () => {
  const [early, late] = [
    await bench.introduction(['credit.held', 'candidate.asked', 'candidate.accepted']),
    await bench.introduction(['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided']),
  ];
  done('captured');
  for (const one of [early, late, late]) await captureCredit(bench.context, bench.ref(one));
  expect(asked()).toEqual([`/companies/${bench.receiver.ref.companyId}/holds/introduction:${late.id}/capture`]);
  expect(await bench.lastOf(late)).toMatchObject({ kind: 'credit.captured' });
  expect(await bench.lastOf(early)).toMatchObject({ kind: 'candidate.accepted' });
});

test('a no gives the credit back, once; it is not spent afterwards', async () => {
  const one = await bench.introduction(['credit.held', 'candidate.asked', 'candidate.declined']);
  done('released');
  for (let times = 0; times < 2; times += 1) await releaseCredit(bench.context, bench.ref(one));
  await captureCredit(bench.context, bench.ref(one));
  expect(asked()).toEqual([`/companies/${bench.receiver.ref.companyId}/holds/introduction:${one.id}/release`]);
  expect((await bench.kindsOf(one)).slice(-2)).toEqual(['introduction.ending', 'credit.released']);
  expect(await stepOf(one)).toEqual({ kind: 'close', ended: 'candidate_declined' });
});

test('a yes that comes while the credit is on its way back hands nobody over', async () => {
  const one = await bench.introduction(['credit.held', 'candidate.asked']);
  const late = inSlotMs + 15 * 86_400_000;
  bench.credit.answers(() => 'cut');
  await expect(releaseCredit(bench.context, bench.ref(one, late))).rejects.toThrow(/^service_unreachable$/);
  await bench.record(one, told('candidate.accepted'));
  expect(await stepOf(one, late)).toEqual({ kind: 'release_credit', ended: 'no_answer' });
  done('released');
  await releaseCredit(bench.context, bench.ref(one, late));
  expect(await stepOf(one, late)).toEqual({ kind: 'close', ended: 'no_answer' });
});

test('a position that opens again while the credit is on its way back asks nobody more', async () => {
  const one = await bench.introduction(['credit.held', 'candidate.asked', 'candidate.accepted']);
  const turn = (state: string) => bench.sql('update position set state = ? where id = ?', [state, one.positionId]);
  await turn('closed');
  bench.credit.answers(() => 'cut');
  await expect(releaseCredit(bench.context, bench.ref(one))).rejects.toThrow(/^service_unreachable$/);
  await turn('open');
  expect(await stepOf(one)).toEqual({ kind: 'release_credit', ended: 'position_closed' });
});

test('a credit is not given back once the person was handed over, whatever ends then', async () => {
  const one = await bench.introduction(['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided']);
  await bench.record(one, told('candidate.withdrew'));
  done('released');
  await releaseCredit(bench.context, bench.ref(one));
  expect(asked()).toEqual([]);
  expect(await stepOf(one)).toEqual({ kind: 'capture_credit' });
});
