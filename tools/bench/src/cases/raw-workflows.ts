import { proxyActivities, sleep } from '@temporalio/workflow';

const { doNothing } = proxyActivities<{ doNothing(): Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** What is compared with a sleeping case: nothing but a timer. */
export async function rawTimer(wakeAtMs: number): Promise<void> {
  await sleep(Math.max(1, wakeAtMs - Date.now()));
}

/** What is compared with a case that sends a mail: a timer, and one activity. */
export async function rawTimerThenActivity(wakeAtMs: number): Promise<void> {
  await sleep(Math.max(1, wakeAtMs - Date.now()));
  await doNothing();
}

/** What is compared with a mail: one activity. */
export async function rawActivity(): Promise<void> {
  await doNothing();
}
