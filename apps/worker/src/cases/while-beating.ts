import { heartbeat } from '@temporalio/activity';

const beatEveryMs = 5_000;

/** Tells the server while it works that this worker lives. */
export async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => heartbeat(), beatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
