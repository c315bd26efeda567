import { proxyActivities, sleep } from '@temporalio/workflow';

type Activities = Record<string, (...args: unknown[]) => Promise<unknown>>;
const activities = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 1 },
});

/** Runs one activity at a moment of the workflow's own clock, as a case does once its wait is over. */
export async function runActivity(name: string, atMs: number, ref: object, step?: object): Promise<unknown> {
  if (atMs > Date.now()) await sleep(atMs - Date.now());
  return activities[name]?.({ ...ref, asOfMs: Date.now() }, step);
}
