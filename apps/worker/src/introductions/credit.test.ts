import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IntroductionFixture, inSlotMs, startIntroductionFixture, told } from '../testing/introduction-fixture.ts';
import { captureCredit, holdCredit, releaseCredit } from './credit.ts';
import { decideIntroduction } from './decide-introduction.ts';

let fixture: IntroductionFixture;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const done = (state: 'held' | 'captured' | 'released') =>
  fixture.credit.answers((_asked, times) => ({ status: 200, body: { id: 'h', state, replayed: times > 1 } }));
const problem = (code: string) =>
  fixture.credit.answers(() => ({ status: 409, body: { type: 'x', title: 'x', status: 409, code } }));
const asked = () => fixture.credit.asked.map(({ path }) => decodeURIComponent(path));
const stepOf = async (one: Parameters<IntroductionFixture['ref']>[0], atMs?: number) =>
  (await decideIntroduction(fixture.context, fixture.ref(one, atMs))).step;

test('a credit is set aside by the id of the introduction, once', async () => {
  const one = await fixture.introduction();
  done('held');
  for (let times = 0; times < 2; times += 1) await holdCredit(fixture.context, fixture.ref(one));
  expect(asked()).toEqual([`/companies/${fixture.receiver.ref.companyId}/holds`]);
  expect(fixture.credit.asked[0]?.body).toEqual({ id: `introduction:${one.id}` });
  expect(await fixture.kindsOf(one)).toEqual(['credit.held']);
});

test('an answer that was lost is asked for again, and is the same hold', async () => {
  const one = await fixture.introduction();
  fixture.credit.answers((_asked, times) =>
    times === 1 ? 'cut' : { status: 200, body: { id: 'h', state: 'held', replayed: true } },
  );
  await expect(holdCredit(fixture.context, fixture.ref(one))).rejects.toThrow(/^service_unreachable$/);
  expect(await fixture.kindsOf(one)).toEqual([]);
  await holdCredit(fixture.context, fixture.ref(one));
  expect(new Set(fixture.credit.asked.map(({ body }) => body.id)).size).toBe(1);
  expect(await fixture.kindsOf(one)).toEqual(['credit.held']);
});

test('without a credit nobody is asked', async () => {
  const one = await fixture.introduction();
  problem('insufficient_credits');
  await holdCredit(fixture.context, fixture.ref(one));
  expect(await stepOf(one)).toEqual({ kind: 'close', ended: 'no_credit' });
});

test('who withdrew before costs no credit', async () => {
  const one = await fixture.introduction(['candidate.withdrew']);
  done('held');
  await holdCredit(fixture.context, fixture.ref(one));
  expect(asked()).toEqual([]);
  expect(await stepOf(one)).toEqual({ kind: 'close', ended: 'withdrawn' });
});

test('a credit is spent once the profile is out, and never before', async () => {
  const [early, late] = [
    await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted']),
    await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided']),
  ];
  done('captured');
  for (const one of [early, late, late]) await captureCredit(fixture.context, fixture.ref(one));
  expect(asked()).toEqual([`/companies/${fixture.receiver.ref.companyId}/holds/introduction:${late.id}/capture`]);
  expect(await fixture.lastOf(late)).toMatchObject({ kind: 'credit.captured' });
  expect(await fixture.lastOf(early)).toMatchObject({ kind: 'candidate.accepted' });
});

test('a no gives the credit back, once; it is not spent afterwards', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.declined']);
  done('released');
  for (let times = 0; times < 2; times += 1) await releaseCredit(fixture.context, fixture.ref(one));
  await captureCredit(fixture.context, fixture.ref(one));
  expect(asked()).toEqual([`/companies/${fixture.receiver.ref.companyId}/holds/introduction:${one.id}/release`]);
  expect((await fixture.kindsOf(one)).slice(-2)).toEqual(['introduction.ending', 'credit.released']);
  expect(await stepOf(one)).toEqual({ kind: 'close', ended: 'candidate_declined' });
});

test('a yes that comes while the credit is on its way back hands nobody over', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked']);
  const late = inSlotMs + 15 * 86_400_000;
  fixture.credit.answers(() => 'cut');
  await expect(releaseCredit(fixture.context, fixture.ref(one, late))).rejects.toThrow(/^service_unreachable$/);
  await fixture.record(one, told('candidate.accepted'));
  expect(await stepOf(one, late)).toEqual({ kind: 'release_credit', ended: 'no_answer' });
  done('released');
  await releaseCredit(fixture.context, fixture.ref(one, late));
  expect(await stepOf(one, late)).toEqual({ kind: 'close', ended: 'no_answer' });
});

test('a position that opens again while the credit is on its way back asks nobody more', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted']);
  const turn = (state: string) => fixture.sql('update position set state = ? where id = ?', [state, one.positionId]);
  await turn('closed');
  fixture.credit.answers(() => 'cut');
  await expect(releaseCredit(fixture.context, fixture.ref(one))).rejects.toThrow(/^service_unreachable$/);
  await turn('open');
  expect(await stepOf(one)).toEqual({ kind: 'release_credit', ended: 'position_closed' });
});

test('a credit is not given back once the person was handed over, whatever ends then', async () => {
  const one = await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided']);
  await fixture.record(one, told('candidate.withdrew'));
  done('released');
  await releaseCredit(fixture.context, fixture.ref(one));
  expect(asked()).toEqual([]);
  expect(await stepOf(one)).toEqual({ kind: 'capture_credit' });
});
