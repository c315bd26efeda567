import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { addGauges } from './metrics.ts';

const resolutionMs = 20;
const nanoseconds = 1e9;

/** Memory, CPU and the event loop of this process, read at each scrape. */
export function addProcessGauges(): () => void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  // The histogram measures from timer to timer, so an idle loop has the delay of its resolution.
  const lag = (ns: number) => Math.max(0, ns / nanoseconds - resolutionMs / 1_000);
  const startedAt = Math.round(Date.now() / 1_000 - process.uptime());
  const remove = addGauges({
    name: 'process',
    everyMs: 0,
    read: () => {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      const [p99, max] = delay.count === 0 ? [0, 0] : [lag(delay.percentile(99)), lag(delay.max)];
      delay.reset();
      return [
        { name: 'process_start_time_seconds', value: startedAt },
        { name: 'process_resident_memory_bytes', value: process.memoryUsage.rss() },
        { name: 'nodejs_heap_size_used_bytes', value: used },
        { name: 'nodejs_heap_size_limit_bytes', value: limit },
        { name: 'nodejs_eventloop_lag_p99_seconds', value: p99 },
        { name: 'nodejs_eventloop_lag_max_seconds', value: max },
      ];
    },
  });
  return () => {
    delay.disable();
    remove();
  };
}
