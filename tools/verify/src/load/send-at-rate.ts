import { setTimeout as sleep } from 'node:timers/promises';

export type Sent = {
  /** When it should have left, in milliseconds since the start. */
  readonly atMs: number;
  /** From then to its response: a late start counts, as it does for those who wait. */
  readonly tookMs: number;
  /** 0 without a response. */
  readonly status: number;
};

const tickMs = 20;
/** More than that waiting for a response at once is not sent: the service is far behind. */
const maxInFlight = 4_000;

/** Sends `perS` requests per second whether or not earlier ones were answered, until `isOver`; waits for the last. */
export async function sendAtRate(
  perS: number,
  send: () => Promise<number>,
  startedMs: number,
  isOver: () => boolean,
  onSent: (sent: Sent) => void,
): Promise<void> {
  const beganMs = performance.now();
  const inFlight = new Set<Promise<unknown>>();
  for (let n = 0; !isOver(); ) {
    for (; n < ((performance.now() - beganMs) * perS) / 1_000; n += 1) {
      const dueMs = beganMs + (n * 1_000) / perS;
      const note = (status: number) => onSent({ atMs: dueMs - startedMs, tookMs: performance.now() - dueMs, status });
      if (inFlight.size >= maxInFlight) {
        note(0);
        continue;
      }
      const answer = async () => {
        note(await send().catch(() => 0));
      };
      const sent: Promise<unknown> = answer().finally(() => inFlight.delete(sent));
      inFlight.add(sent);
    }
    await sleep(tickMs);
  }
  await Promise.all(inFlight);
}

/** Sends as fast as responses come, `concurrency` at a time; returns responses per second. */
export async function sendInBurst(
  concurrency: number,
  send: () => Promise<number>,
  seconds: number,
  onStatus: (status: number) => void = () => {},
): Promise<number> {
  const startedMs = performance.now();
  let done = 0;
  const work = async () => {
    while (performance.now() - startedMs < seconds * 1_000) {
      onStatus(await send().catch(() => 0));
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return (done * 1_000) / (performance.now() - startedMs);
}
