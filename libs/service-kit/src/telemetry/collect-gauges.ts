import { setTimeout } from 'node:timers/promises';
import { count, type GaugeReading, type GaugeSource, listGaugeSources } from './metrics.ts';

/** Shorter than a scrape may take: what is not there by then is left out. */
const defaultDeadlineMs = 5_000;

type Cached = { readAtMs: number; reading: Promise<readonly GaugeReading[]> };
const cache = new WeakMap<GaugeSource, Cached>();

/** What all sources say; a source that fails or hangs is left out and counted. */
export async function collectGauges(deadlineMs = defaultDeadlineMs): Promise<GaugeReading[]> {
  return (await Promise.all(listGaugeSources().map((source) => readSource(source, deadlineMs)))).flat();
}

async function readSource(source: GaugeSource, deadlineMs: number): Promise<readonly GaugeReading[]> {
  const cached = cache.get(source);
  const isFresh = cached !== undefined && performance.now() - cached.readAtMs < source.everyMs;
  const current = isFresh ? cached : { readAtMs: performance.now(), reading: startReading(source) };
  cache.set(source, current);
  const timer = new AbortController();
  const late = setTimeout(deadlineMs, null, { signal: timer.signal }).catch(() => null);
  try {
    const readings = await Promise.race([current.reading, late]);
    if (readings !== null) return readings;
  } catch {
    // Read again by the next scrape: a value from before the failure would look alive.
    cache.delete(source);
  } finally {
    timer.abort();
  }
  count('goen_gauge_read_failures_total', { source: source.name });
  return [];
}

async function startReading({ read }: GaugeSource): Promise<readonly GaugeReading[]> {
  return read();
}
