import { parseInstantMs } from './calendar.ts';
import type { CaseInput } from './case-input.ts';

/** The operator suspended the company from `fromMs` until just before `toMs`. */
export type Suspension = { readonly fromMs: number; readonly toMs: number };

export const readSuspensions = ({ pastSuspensions = [] }: Pick<CaseInput, 'pastSuspensions'>): readonly Suspension[] =>
  pastSuspensions.map(({ from, to }) => ({ fromMs: parseInstantMs(from), toMs: parseInstantMs(to) }));

/** Whether an instant, such as the end of the sending window of a mail, passed while nothing could leave. */
export const isDuringSuspension = (ms: number, suspensions: readonly Suspension[]): boolean =>
  suspensions.some(({ fromMs, toMs }) => fromMs < ms && ms <= toMs);

/** Until when suspensions held back what was accepted at `ms` and has not left since; without one, `ms` itself. */
export const findHeldUntilMs = (ms: number, suspensions: readonly Suspension[]): number =>
  suspensions.reduce((latest, { toMs }) => Math.max(latest, toMs), ms);
