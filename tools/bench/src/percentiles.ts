/** The nearest-rank percentiles of some measurements; zeros when there are none. */
export function percentiles<P extends number>(values: Iterable<number>, wanted: readonly P[]): Record<P, number> {
  const sorted = Float64Array.from(values).sort();
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
  return Object.fromEntries(wanted.map((percent) => [percent, at(percent)])) as Record<P, number>;
}
