import { setTimeout as wait } from 'node:timers/promises';
import type { LiveChange, LiveTopic } from '@goen/contracts/public';
import type { SSEStreamingApi } from 'hono/streaming';

type Changes = {
  /** Topics since the last message; `missed`: anything may have changed. */
  readonly take: () => { readonly topics: readonly LiveTopic[]; readonly missed: boolean };
  readonly untilChange: (signal: AbortSignal) => Promise<void>;
};

/** Collects what changes between two messages: many changes of one topic are one. */
export function collectChanges() {
  const topics = new Set<LiveTopic>();
  let missed = false;
  let wake = () => {};
  return {
    add(changed: readonly LiveTopic[] | null): void {
      if (changed === null) missed = true;
      for (const topic of changed ?? []) topics.add(topic);
      wake();
    },
    take() {
      const taken = { topics: [...topics], missed };
      topics.clear();
      missed = false;
      return taken;
    },
    untilChange: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (topics.size > 0 || missed || signal.aborted) resolve();
      }),
  };
}

type StreamOptions = {
  readonly changes: Changes;
  readonly stopping: AbortSignal;
  readonly heartbeatMs: number;
  /** Asked at each heartbeat, never later than one after the session ended. */
  readonly isStillAllowed: () => Promise<boolean>;
  readonly isReconnect: boolean;
};

async function isDoneWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const ended = new AbortController();
  const timeout = wait(ms, false, { signal: ended.signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), timeout]);
  ended.abort();
  return isDone;
}

/** Between two messages, so that a long import does not make a page read its lists without a break. */
const pauseMs = 300;

/** Writes events until the page leaves or takes none for a heartbeat, its session ends or the gateway stops. */
export async function streamChanges(stream: SSEStreamingApi, options: StreamOptions): Promise<void> {
  const { changes, stopping, heartbeatMs, isStillAllowed, isReconnect } = options;
  const left = new AbortController();
  stream.onAbort(() => left.abort());
  const ending = AbortSignal.any([left.signal, stopping]);
  /** Aborts the stream when nobody takes what is written: a page that only holds its place would never be asked. */
  const untilTaken = async (writing: Promise<unknown>) => {
    if (!(await isDoneWithin(writing, heartbeatMs))) stream.abort();
  };
  const write = (event: string, data: object = {}) =>
    untilTaken(stream.writeSSE({ event, data: JSON.stringify(data), id: '1', retry: 2_000 }));
  await write(isReconnect ? 'resync' : 'hello');
  let checkAt = performance.now() + heartbeatMs;
  while (!ending.aborted) {
    const timeout = AbortSignal.timeout(Math.ceil(Math.max(0, checkAt - performance.now())));
    await changes.untilChange(AbortSignal.any([ending, timeout]));
    if (ending.aborted) break;
    if (performance.now() >= checkAt) {
      if (!(await isStillAllowed())) break;
      await untilTaken(stream.write(': still here\n\n'));
      checkAt = performance.now() + heartbeatMs;
    }
    const { topics, missed } = changes.take();
    if (missed) await write('resync');
    else if (topics.length > 0) await write('changed', { topics: [...topics] } satisfies LiveChange);
    if (missed || topics.length > 0) await wait(pauseMs, undefined, { signal: ending }).catch(() => undefined);
  }
}
