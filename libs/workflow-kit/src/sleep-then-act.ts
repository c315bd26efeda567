import {
  ActivityFailure,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';

/** Steps without a wait in one run; after them the history is cut. Workflows normally take far fewer. */
const maxStepsPerRun = 50;
/** When the facts are loaded again after an activity has failed for good, in ms. */
const recheckDelayMs = 3_600_000;

type AnyStep = { readonly kind: string };
type WaitStep = { readonly kind: 'wait'; readonly untilMs: number };
type IdleStep = WaitStep | { readonly kind: 'none' };

type AnyDecision = { readonly step: AnyStep; readonly details: string };

export type SleepLoop<Input, Decision extends AnyDecision> = {
  readonly nudgeSignal: string;
  /** In ms since the epoch. Not in the future: at once. */
  readonly wakeAtMs: number;
  /** What Temporal's UI shows of the timer and while the workflow sleeps. */
  readonly timerSummary?: string;
  readonly sleepDetails?: string;
  /** Evaluates the facts as of `nowMs`. `wait` sleeps, `none` ends the workflow, everything else is done by `act`. */
  decide(nowMs: number): Promise<Decision>;
  act(step: Exclude<Decision['step'], IdleStep>, nowMs: number): Promise<void>;
  /** Called just before the workflow goes back to sleep, for search attributes. */
  onSleep?(step: Extract<Decision['step'], WaitStep>, decision: Decision): void;
  /** The input of the next run; `step` is what it waits for, if anything. */
  nextInput(wakeAtMs: number, step?: Extract<Decision['step'], WaitStep>): Input;
};

/**
 * One run of a workflow that sleeps most of its life. It waits, then acts, then continues as new: what is replayed of a
 * workflow that slept for months is only "handler set, timer started", so it wakes on the newest code. Rows are the
 * truth; the nudge signal only means "load them again". The order of commands here is fixed by saved histories.
 */
export async function sleepThenAct<Input, Decision extends AnyDecision>(
  loop: SleepLoop<Input, Decision>,
): Promise<void> {
  let nudged = false;
  setHandler(defineSignal(loop.nudgeSignal), () => {
    nudged = true;
  });
  const restart = (wakeAtMs: number, step?: Extract<Decision['step'], WaitStep>) =>
    continueAsNew<(input: Input) => Promise<void>>(loop.nextInput(wakeAtMs, step));

  if (loop.sleepDetails !== undefined) setCurrentDetails(loop.sleepDetails);
  const sleepMs = loop.wakeAtMs - Date.now();
  const { timerSummary: summary } = loop;
  if (sleepMs > 0) await condition(() => nudged, sleepMs, summary === undefined ? {} : { summary });

  for (let steps = 0; steps < maxStepsPerRun; steps += 1) {
    nudged = false;
    const nowMs = Date.now();
    const decision = await loop.decide(nowMs);
    const step: Decision['step'] = decision.step;
    setCurrentDetails(decision.details);
    if (nudged) continue;
    if (step.kind === 'none') return;
    if (isWait(step)) {
      loop.onSleep?.(step, decision);
      return restart(step.untilMs, step);
    }
    if (!(await succeeds(loop.act(step as Exclude<Decision['step'], IdleStep>, nowMs))))
      return restart(Date.now() + recheckDelayMs);
  }
  return restart(0);
}

const isWait = <Step extends AnyStep>(step: Step): step is Extract<Step, WaitStep> => step.kind === 'wait';

/** An activity that failed for hours or days must not fail the workflow: its facts are evaluated again later. */
async function succeeds(act: Promise<void>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof ActivityFailure && !isCancellation(error)) return false;
    throw error;
  }
}
