import { activityInfo, heartbeat } from '@temporalio/activity';

const heartbeatEveryMs = 5_000;

/** Heartbeats while the work runs, so that the server notices a dead worker. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  return withProgress<undefined, T>(() => work());
}

/** The same for work that resumes: a retry gets the progress that the attempt before it reported last. */
export async function withProgress<Progress, T>(
  work: (resumeFrom: Progress | undefined, onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  const resumeFrom = activityInfo().heartbeatDetails as Progress | undefined;
  let last = resumeFrom;
  const timer = setInterval(() => heartbeat(last), heartbeatEveryMs);
  try {
    return await work(resumeFrom, (progress) => {
      last = progress;
      heartbeat(progress);
    });
  } finally {
    clearInterval(timer);
  }
}
