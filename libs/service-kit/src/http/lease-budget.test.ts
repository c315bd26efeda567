import { expect, test } from 'vitest';
import { type CountRequests, createLeasedBudget } from './lease-budget.ts';

const policy = { name: 'key', limit: 100, windowSeconds: 60 };
const noError = (error: unknown) => expect.unreachable(String(error));

/** A table that all instances see. */
function createTable() {
  const table = { used: 0, asked: 0, secondsLeft: 60 };
  const count: CountRequests = (_policy, _subject, requests) => {
    table.asked += 1;
    table.used += requests;
    return Promise.resolve({ used: table.used, secondsLeft: table.secondsLeft });
  };
  return { table, count };
}

async function takeAll(budgets: readonly ReturnType<typeof createLeasedBudget>[], requests: number): Promise<number> {
  let admitted = 0;
  for (let n = 0; n < requests; n += 1) {
    const answers = await Promise.all(budgets.map(async (budget) => budget.take('a')));
    admitted += answers.filter(({ isAdmitted }) => isAdmitted).length;
  }
  return admitted;
}

test.each([1, 2, 5])('%i instances admit the limit, and at most a block of 5 each more', async (instances) => {
  const { table, count } = createTable();
  const budgets = Array.from({ length: instances }, () => createLeasedBudget(policy, { count, onError: noError }));
  const admitted = await takeAll(budgets, 200);
  expect(admitted).toBeGreaterThanOrEqual(100);
  expect(admitted).toBeLessThanOrEqual(100 + instances * 5);
  expect(table.asked).toBeLessThanOrEqual(20 + instances);
});

test('few requests ask nobody, and an answer is immediate while a lease is on its way', async () => {
  const { table, count } = createTable();
  let answer: (() => void) | undefined;
  const slow: CountRequests = async (...args) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return count(...args);
  };
  const budget = createLeasedBudget(policy, { count: slow, onError: noError });
  const first = [budget.take('a'), budget.take('a')];
  expect(first).toEqual([
    { isAdmitted: true, remaining: 99, secondsLeft: 60 },
    { isAdmitted: true, remaining: 98, secondsLeft: 60 },
  ]);
  expect(answer).toBeUndefined();
  const others = [budget.take('a'), budget.take('a'), budget.take('a')];
  expect(others.map((admission) => 'isAdmitted' in admission && admission.isAdmitted)).toEqual([true, true, true]);
  const waiting = budget.take('a');
  expect(waiting).toBeInstanceOf(Promise);
  answer?.();
  expect(await waiting).toMatchObject({ isAdmitted: true, remaining: 94 });
  expect(table.asked).toBe(1);
});

test('the next window begins when the database says so', async () => {
  const { table, count } = createTable();
  let nowMs = 0;
  const budget = createLeasedBudget(policy, { count, onError: noError, nowMs: () => nowMs });
  table.secondsLeft = 30;
  expect(await takeAll([budget], 110)).toBe(100);
  nowMs = 29_999;
  expect(await budget.take('a')).toEqual({ isAdmitted: false, remaining: 0, secondsLeft: 1 });
  expect(await budget.take('b')).toMatchObject({ isAdmitted: true });
  nowMs = 30_000;
  table.used = 0;
  expect(await budget.take('a')).toMatchObject({ isAdmitted: true, remaining: 99 });
});

test('while the database is away, an instance admits the limit by itself', async () => {
  const errors: unknown[] = [];
  const budget = createLeasedBudget(policy, {
    count: () => Promise.reject(new Error('away')),
    onError: (error) => errors.push(error),
  });
  expect(await takeAll([budget], 150)).toBe(100);
  expect(errors.length).toBeGreaterThan(0);
});
