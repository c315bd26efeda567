import type { MetricName } from './metric-catalog.ts';

export type Labels = Readonly<Record<string, string | number>>;
export type GaugeReading = { readonly name: MetricName; readonly value: number; readonly labels?: Labels };
export type GaugeSource = {
  /** Names the source where reading it fails. */
  readonly name: string;
  /** What was read less than this ago is shown again: a scrape costs nothing then. */
  readonly everyMs: number;
  readonly read: () => Promise<readonly GaugeReading[]> | readonly GaugeReading[];
};
export type MetricsBackend = {
  readonly add: (name: MetricName, value: number, labels: Labels) => void;
  readonly record: (name: MetricName, value: number, labels: Labels) => void;
};

/** Null: nothing is measured, and nothing of OpenTelemetry is loaded. */
let backend: MetricsBackend | null = null;
export const setMetricsBackend = (next: MetricsBackend | null): void => {
  backend = next;
};
export const isMeasuring = (): boolean => backend !== null;

/** Adds to a counter. */
export const count = (name: MetricName, labels: Labels, value = 1): void => backend?.add(name, value, labels);
/** Records a duration in a histogram. */
export const observeSeconds = (name: MetricName, seconds: number, labels: Labels): void =>
  backend?.record(name, seconds, labels);

/** Measures `work`, whose outcome is `ok`, or `failed` when it throws. */
export async function measure<T>(
  name: MetricName,
  labels: Labels,
  work: () => Promise<T>,
  toOutcome: (result: T) => string = () => 'ok',
): Promise<T> {
  if (backend === null) return work();
  const startMs = performance.now();
  let outcome = 'failed';
  try {
    const result = await work();
    outcome = toOutcome(result);
    return result;
  } finally {
    observeSeconds(name, (performance.now() - startMs) / 1_000, { ...labels, outcome });
  }
}

const sources = new Set<GaugeSource>();
export const listGaugeSources = (): readonly GaugeSource[] => [...sources];

/** Reads gauges when a scrape asks for them. Returns what ends that. */
export function addGauges(source: GaugeSource): () => void {
  sources.add(source);
  // From zero, so that the first failure is an increase.
  count('goen_gauge_read_failures_total', { source: source.name }, 0);
  return () => void sources.delete(source);
}

const texts = new Set<() => Promise<string>>();
export const listMetricsTexts = (): readonly (() => Promise<string>)[] => [...texts];

/** Adds metrics of somebody else, such as those of Temporal's SDK, in the text format of Prometheus. */
export function addMetricsText(read: () => Promise<string>): () => void {
  texts.add(read);
  return () => void texts.delete(read);
}
