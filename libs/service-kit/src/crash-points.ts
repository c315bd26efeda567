/** The places at which `npm run verify -- crash` kills a process, by the process that passes them. */
export const crashPoints = {
  gateway: [
    'intake.before-commit',
    'intake.after-commit',
    'company.before-commit',
    'company.after-commit',
    'outbox.before-commit',
    'outbox.after-commit',
    'temporal.before-notify',
    'temporal.after-notify',
    'hook.before-items',
    'hook.after-items',
  ],
  worker: [
    'company.before-commit',
    'company.after-commit',
    'relay.before-commit',
    'relay.after-commit',
    'activity.before-run',
    'activity.before-acknowledgement',
  ],
  imports: [
    'intake.before-commit',
    'intake.after-commit',
    'company.before-commit',
    'company.after-commit',
    'activity.before-acknowledgement',
  ],
  mail: [
    'decision.before-commit',
    'decision.after-commit',
    'batch.before-commit',
    'batch.after-commit',
    'provider.before-send',
    'provider.after-accept',
    'outcome.after-commit',
    'report.before-commit',
    'report.after-commit',
    'notice.before-commit',
  ],
  credit: ['posting.before-commit', 'posting.after-commit'],
} as const;
export type CrashPoint = (typeof crashPoints)[keyof typeof crashPoints][number];

/**
 * `CRASH_POINT=intake.after-commit:3` ends the process the third time that it passes there. Only in a process that the
 * launcher of tools/stack started, which passes none of its own environment on: a variable alone switches nothing on.
 */
const [armedPoint, nth = '1'] = (process.channel && process.env.CRASH_POINT?.split(':')) ?? [];
let passesLeft = Number(nth);

/** Dies as by a crash (SIGKILL) where the harness says so, and does nothing otherwise. */
export function passCrashPoint(point: CrashPoint): void {
  if (armedPoint === undefined || point !== armedPoint) return;
  passesLeft -= 1;
  if (passesLeft <= 0) process.kill(process.pid, 'SIGKILL');
}
