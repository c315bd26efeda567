import { HttpProblem } from './http/problem.ts';

export type GroupCommitOptions<Item, Result> = {
  /** Runs a group in one transaction and returns one result per item; an error means that nothing was committed. */
  readonly run: (key: string, items: readonly Item[]) => Promise<readonly Result[]>;
  /** Larger groups would delay the commit of their first item. */
  readonly maxGroup: number;
  /** Per key. Beyond it, callers get 503 at once. */
  readonly maxWaiting: number;
  /** Items that have waited for longer are refused with 503 instead of being run: their callers may have given up. */
  readonly maxWaitMs: number;
  /** Groups of different keys that run at once; there is never more than one per key. */
  readonly maxRunning: number;
  /** Whether the items of a failed group are run one by one, so that one of them fails alone. */
  readonly isCausedByOneItem: (error: unknown) => boolean;
};

export type GroupCommit<Item, Result> = { readonly submit: (key: string, item: Item) => Promise<Result> };

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly sinceMs: number;
  readonly settle: (result: Result) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Group commit: items that arrive while a transaction of their key runs share the next one, and with it one flush to
 * disk. An item that finds nothing running starts at once. Keys take turns.
 */
export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const { maxGroup, maxWaiting, maxWaitMs, maxRunning } = options;
  const queues = new Map<string, Waiting<Item, Result>[]>();
  const turns: string[] = [];
  let running = 0;

  const runNext = () => {
    while (running < maxRunning) {
      const key = turns.shift();
      if (key === undefined) return;
      running += 1;
      void runTurn(key).finally(() => {
        running -= 1;
        runNext();
      });
    }
  };
  const runTurn = async (key: string) => {
    const queue = queues.get(key) ?? [];
    const group = queue.splice(0, maxGroup).filter((waiting) => isInTime(waiting, maxWaitMs));
    if (group.length > 0) await runGroup(options, key, group);
    if (queue.length > 0) turns.push(key);
    else queues.delete(key);
  };

  return {
    async submit(key, item) {
      const queue = queues.get(key) ?? [];
      if (queue.length >= maxWaiting) throw tooBusy();
      return await new Promise<Result>((settle, fail) => {
        queue.push({ item, sinceMs: performance.now(), settle, fail });
        if (queues.has(key)) return;
        queues.set(key, queue);
        turns.push(key);
        // What has already arrived joins the group.
        setImmediate(runNext);
      });
    },
  };
}

const tooBusy = () => new HttpProblem('unavailable', { headers: { 'retry-after': '1' } });

function isInTime<Item, Result>({ sinceMs, fail }: Waiting<Item, Result>, maxWaitMs: number): boolean {
  if (performance.now() - sinceMs <= maxWaitMs) return true;
  fail(tooBusy());
  return false;
}

async function runGroup<Item, Result>(
  { run, isCausedByOneItem }: GroupCommitOptions<Item, Result>,
  key: string,
  group: readonly Waiting<Item, Result>[],
): Promise<void> {
  const runItems = async (items: readonly Waiting<Item, Result>[]) => {
    const results = await run(
      key,
      items.map(({ item }) => item),
    );
    if (results.length !== items.length) throw new Error('A group has another number of results than items');
    items.forEach(({ settle }, n) => settle(results[n] as Result));
  };
  try {
    await runItems(group);
  } catch (error) {
    if (group.length === 1 || !isCausedByOneItem(error)) {
      for (const { fail } of group) fail(error);
      return;
    }
    for (const waiting of group) await runItems([waiting]).catch(waiting.fail);
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraints) come from a value, all others from the server or connection. */
export const isDataError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
