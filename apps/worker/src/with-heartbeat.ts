import { heartbeat } from '@temporalio/activity';

const heartbeatEveryMs = 5_000;

/** Heartbeats while the work runs, so that the server notices a dead worker. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => heartbeat(), heartbeatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
