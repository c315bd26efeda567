import { expect, test } from 'vitest';
import { createGroupCommit, type GroupCommitOptions } from './group-commit.ts';

type Run = GroupCommitOptions<number, string>['run'];

function fixture(run: Run, limits: Partial<GroupCommitOptions<number, string>> = {}) {
  const groups: [string, readonly number[]][] = [];
  const { submit } = createGroupCommit<number, string>({
    run: (key, items) => {
      groups.push([key, items]);
      return run(key, items);
    },
    maxGroup: 10,
    maxWaiting: 100,
    maxWaitMs: 60_000,
    maxRunning: 1,
    isCausedByOneItem: () => true,
    ...limits,
  });
  return { submit, groups };
}
const answer: Run = (key, items) => Promise.resolve(items.map((item) => `${key}${item}`));
const count = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

test('items that arrive while a group runs share the next one, in order, each with its own result', async () => {
  const gate = Promise.withResolvers<void>();
  const { submit, groups } = fixture(async (key, items) => {
    if (items[0] === 1) await gate.promise;
    return answer(key, items);
  });
  const first = submit('a', 1);
  await new Promise((resolve) => setImmediate(resolve));
  const others = count(2, 13).map((item) => submit('a', item));
  gate.resolve();
  expect(await Promise.all([first, ...others])).toEqual(count(1, 13).map((item) => `a${item}`));
  expect(groups).toEqual([
    ['a', [1]],
    ['a', count(2, 11)],
    ['a', [12, 13]],
  ]);
});

test('of a failed group, only the item that breaks it fails', async () => {
  const { submit } = fixture((key, items) => (items.includes(2) ? Promise.reject(new Error('2')) : answer(key, items)));
  const results = await Promise.allSettled(count(1, 3).map((item) => submit('a', item)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('when the server is at fault, the whole group fails at once', async () => {
  const { submit, groups } = fixture(() => Promise.reject(new Error('down')), { isCausedByOneItem: () => false });
  const results = await Promise.allSettled(count(1, 3).map((item) => submit('a', item)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(groups).toHaveLength(1);
});

test('keys take turns: a long queue of one delays another by one group', async () => {
  const { submit, groups } = fixture(answer);
  await Promise.all([...count(1, 40).map((item) => submit('a', item)), submit('b', 1)]);
  expect(groups.map(([key]) => key)).toEqual(['a', 'b', 'a', 'a', 'a']);
});

test('a full queue refuses at once, and items that waited too long are refused instead of run', async () => {
  const { submit } = fixture(answer, { maxWaiting: 2 });
  const results = await Promise.allSettled(count(1, 3).map((item) => submit('a', item)));
  expect(results[2]).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  const late = fixture(answer, { maxWaitMs: -1 });
  await expect(late.submit('a', 1)).rejects.toMatchObject({ code: 'unavailable' });
  expect(late.groups).toEqual([]);
});
