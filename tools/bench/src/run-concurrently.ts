/** Works on all items, one at a time per worker. Returns the seconds it took. */
export async function runConcurrently<Item, Worker>(
  items: Iterable<Item>,
  workers: readonly Worker[],
  work: (item: Item, worker: Worker) => Promise<void>,
): Promise<number> {
  const queue = items[Symbol.iterator]();
  const takeAll = async (worker: Worker) => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value, worker);
  };
  const startMs = performance.now();
  await Promise.all(workers.map(takeAll));
  return (performance.now() - startMs) / 1000;
}
