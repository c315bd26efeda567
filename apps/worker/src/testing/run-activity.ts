import { proxyActivities, sleep } from '@temporalio/workflow';

type Activities = Record<string, (...args: unknown[]) => Promise<unknown>>;
const activities = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 1 },
});

/** Runs one activity at a time of the workflow's clock, like a case after its wait. */
export async function runActivity(name: string, atMs: number, ref: object, step?: object): Promise<unknown> {
  if (atMs > Date.now()) await sleep(atMs - Date.now());
  return activities[name]?.({ ...ref, asOfMs: Date.now() }, step);
}
