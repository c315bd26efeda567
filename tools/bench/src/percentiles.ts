/** Nearest-rank percentiles; zeros if there are no values. */
export function percentiles<P extends number>(values: Iterable<number>, percents: readonly P[]): Record<P, number> {
  const sorted = Float64Array.from(values).sort();
  const find = (percent: number) => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
  return Object.fromEntries(percents.map((percent) => [percent, find(percent)])) as Record<P, number>;
}
