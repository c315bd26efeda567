/** One minute of the run. */
export type Minute = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly memoryMb: Readonly<Record<string, number>>;
};

/** A latency that grows by more than half, and memory by more than a quarter and 30 MB, is not flat. */
const maxGrowth = { latency: 1.5, memory: 1.25, memoryMb: 30 };

/** What grew from the first to the last third of the run, in words. The middle third has the noisy company. */
export function findGrowth(minutes: readonly Minute[]): { latency: string[]; memory: string[]; noise: string[] } {
  const third = Math.max(1, Math.floor(minutes.length / 3));
  const [first, middle, last] = [minutes.slice(0, third), minutes.slice(third, -third), minutes.slice(-third)];
  const [before, during, after] = [first, middle, last].map((part) => median(part.map(({ p99Ms }) => p99Ms)));
  const show = (from = 0, to = 0) => `${from.toFixed(0)} ms to ${to.toFixed(0)} ms`;
  const hasGrown = (from = 0, to = 0) => to > from * maxGrowth.latency;
  const names = Object.keys(last[0]?.memoryMb ?? {});
  return {
    latency: hasGrown(before, after) ? [`p99 went from ${show(before, after)}`] : [],
    noise: hasGrown(before, during)
      ? [`p99 of the others went from ${show(before, during)} beside the noisy company`]
      : [],
    memory: names.flatMap((name) => {
      const [from, to] = [first, last].map((part) => median(part.map(({ memoryMb }) => memoryMb[name] ?? 0)));
      const grown =
        to !== undefined && from !== undefined && to > from * maxGrowth.memory && to > from + maxGrowth.memoryMb;
      return grown ? [`the memory of ${name} went from ${from.toFixed(0)} MB to ${to.toFixed(0)} MB`] : [];
    }),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
