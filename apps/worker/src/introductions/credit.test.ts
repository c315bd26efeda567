import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type IntroductionFixture,
  inWindowMs,
  startIntroductionFixture,
  toFact,
} from '../testing/introduction-fixture.ts';
import { captureCredit, holdCredit, releaseCredit } from './credit.ts';
import { decideIntroduction } from './decide-introduction.ts';

let fixture: IntroductionFixture;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const respondWithState = (state: 'held' | 'captured' | 'released') =>
  fixture.credit.respondWith((_request, times) => ({ status: 200, body: { id: 'h', state, replayed: times > 1 } }));
const respondWithProblem = (code: string) =>
  fixture.credit.respondWith(() => ({ status: 409, body: { type: 'x', title: 'x', status: 409, code } }));
const requestedPaths = () => fixture.credit.requests.map(({ path }) => decodeURIComponent(path));
const decideStep = async (introduction: Parameters<IntroductionFixture['ref']>[0], atMs?: number) =>
  (await decideIntroduction(fixture.context, fixture.ref(introduction, atMs))).step;

test('a credit is held once, under the id of the introduction', async () => {
  const introduction = await fixture.introduction();
  respondWithState('held');
  for (let times = 0; times < 2; times += 1) await holdCredit(fixture.context, fixture.ref(introduction));
  expect(requestedPaths()).toEqual([`/companies/${fixture.receiver.ref.companyId}/holds`]);
  expect(fixture.credit.requests[0]?.body).toEqual({ id: `introduction:${introduction.id}` });
  expect(await fixture.listFactKinds(introduction)).toEqual(['credit.held']);
});

test('a retry after a lost response finds the same hold', async () => {
  const introduction = await fixture.introduction();
  fixture.credit.respondWith((_request, times) =>
    times === 1 ? 'cut' : { status: 200, body: { id: 'h', state: 'held', replayed: true } },
  );
  await expect(holdCredit(fixture.context, fixture.ref(introduction))).rejects.toThrow(/^service_unreachable$/);
  expect(await fixture.listFactKinds(introduction)).toEqual([]);
  await holdCredit(fixture.context, fixture.ref(introduction));
  expect(new Set(fixture.credit.requests.map(({ body }) => body.id)).size).toBe(1);
  expect(await fixture.listFactKinds(introduction)).toEqual(['credit.held']);
});

test('an introduction without a credit closes', async () => {
  const introduction = await fixture.introduction();
  respondWithProblem('insufficient_credits');
  await holdCredit(fixture.context, fixture.ref(introduction));
  expect(await decideStep(introduction)).toEqual({ kind: 'close', ended: 'no_credit' });
});

test.each([
  ['its position has conditions', '', ['credit.held'] as const, 'ask'],
  ['it has none', `update introduction set about = about - 'conditions' where id = ?`, ['credit.held'] as const, null],
  [
    'those of its position were removed',
    'update position set conditions = null where id = (select position_id from introduction where id = ?)',
    ['credit.held'] as const,
    null,
  ],
  [
    'the candidate was asked before there were any',
    `update introduction set about = about - 'conditions' where id = ?`,
    ['credit.held', 'candidate.asked'] as const,
    'wait',
  ],
])('working conditions of an introduction: %s', async (_name, change, facts, step) => {
  const introduction = await fixture.introduction(facts);
  if (change) await fixture.sql(change, [introduction.id]);
  const ended = { kind: 'release_credit', ended: 'position_closed' };
  expect(await decideStep(introduction)).toMatchObject(step === null ? ended : { kind: step });
});

test('a candidate who withdrew before costs no credit', async () => {
  const introduction = await fixture.introduction(['candidate.withdrew']);
  respondWithState('held');
  await holdCredit(fixture.context, fixture.ref(introduction));
  expect(requestedPaths()).toEqual([]);
  expect(await decideStep(introduction)).toEqual({ kind: 'close', ended: 'withdrawn' });
});

test('a credit is captured only after the profile was provided', async () => {
  const [early, late] = [
    await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted']),
    await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided']),
  ];
  respondWithState('captured');
  for (const introduction of [early, late, late]) await captureCredit(fixture.context, fixture.ref(introduction));
  expect(requestedPaths()).toEqual([
    `/companies/${fixture.receiver.ref.companyId}/holds/introduction:${late.id}/capture`,
  ]);
  expect(await fixture.loadLastFact(late)).toMatchObject({ kind: 'credit.captured' });
  expect(await fixture.loadLastFact(early)).toMatchObject({ kind: 'candidate.accepted' });
});

test('a decline releases the credit once, and it is not captured afterwards', async () => {
  const introduction = await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.declined']);
  respondWithState('released');
  for (let times = 0; times < 2; times += 1) await releaseCredit(fixture.context, fixture.ref(introduction));
  await captureCredit(fixture.context, fixture.ref(introduction));
  expect(requestedPaths()).toEqual([
    `/companies/${fixture.receiver.ref.companyId}/holds/introduction:${introduction.id}/release`,
  ]);
  expect((await fixture.listFactKinds(introduction)).slice(-2)).toEqual(['introduction.ending', 'credit.released']);
  expect(await decideStep(introduction)).toEqual({ kind: 'close', ended: 'candidate_declined' });
});

test('a candidate who accepts while the credit is being released is not introduced', async () => {
  const introduction = await fixture.introduction(['credit.held', 'candidate.asked']);
  const late = inWindowMs + 15 * 86_400_000;
  fixture.credit.respondWith(() => 'cut');
  await expect(releaseCredit(fixture.context, fixture.ref(introduction, late))).rejects.toThrow(
    /^service_unreachable$/,
  );
  await fixture.record(introduction, toFact('candidate.accepted'));
  expect(await decideStep(introduction, late)).toEqual({ kind: 'release_credit', ended: 'no_answer' });
  respondWithState('released');
  await releaseCredit(fixture.context, fixture.ref(introduction, late));
  expect(await decideStep(introduction, late)).toEqual({ kind: 'close', ended: 'no_answer' });
});

test('a position that reopens while the credit is being released does not continue the introduction', async () => {
  const introduction = await fixture.introduction(['credit.held', 'candidate.asked', 'candidate.accepted']);
  const setPosition = (state: string) =>
    fixture.sql('update position set state = ? where id = ?', [state, introduction.positionId]);
  await setPosition('closed');
  fixture.credit.respondWith(() => 'cut');
  await expect(releaseCredit(fixture.context, fixture.ref(introduction))).rejects.toThrow(/^service_unreachable$/);
  await setPosition('open');
  expect(await decideStep(introduction)).toEqual({ kind: 'release_credit', ended: 'position_closed' });
});

test('a credit is not released after the profile was provided, even if the candidate withdraws', async () => {
  const introduction = await fixture.introduction([
    'credit.held',
    'candidate.asked',
    'candidate.accepted',
    'profile.provided',
  ]);
  await fixture.record(introduction, toFact('candidate.withdrew'));
  respondWithState('released');
  await releaseCredit(fixture.context, fixture.ref(introduction));
  expect(requestedPaths()).toEqual([]);
  expect(await decideStep(introduction)).toEqual({ kind: 'capture_credit' });
});
