/** The stored turns of a provider, in milliseconds since 1970 by the database's clock. */
export type Turns = {
  readonly nowMs: number;
  /** No request leaves before: requests are spaced evenly, and a provider may have asked for a pause. */
  readonly nextMs: number;
  /** One place per concurrent request, each taken until then. */
  readonly takenUntilMs: readonly number[];
};

export type TurnPlan =
  /** Leave at `atMs`, and hold `place` until the answer arrived. */
  | { kind: 'reserved'; place: number; atMs: number; turns: Turns }
  /** `isPaused`: certainly far away. Otherwise all places wait for answers, and one may become free at any moment. */
  | { kind: 'busy'; isPaused: boolean; atMs: number };

/** Longer than a request takes: after it the place of a dead process is free again. */
const leaseMs = 30_000;
const maxPlaces = 50;
/** Timers may fire slightly early. */
const safetyMs = 3;

/** `places` requests in any `cooldownMs`, however long a request takes. */
export function toLimits(requestsPerSecond: number): { places: number; cooldownMs: number; spacingMs: number } {
  const places = Math.min(maxPlaces, Math.max(1, Math.floor(requestsPerSecond)));
  return { places, cooldownMs: (places / requestsPerSecond) * 1000 + safetyMs, spacingMs: 1000 / requestsPerSecond };
}

/** A slower request may have waited before the provider counted it, or its answer may have been delayed. */
const promptMs = 250;

/**
 * How long after its answer a request keeps its place. A provider counts a request when it arrives and then works on
 * it: a prompt one was counted at the latest halfway to its answer; for a slow one nobody knows.
 */
export function cooldownAfterAnswerMs(requestsPerSecond: number, tookMs: number): number {
  const { cooldownMs } = toLimits(requestsPerSecond);
  return tookMs <= promptMs ? cooldownMs - tookMs / 2 : cooldownMs;
}

/** The next moment at which a request may leave, when it is not more than `longestMs` away. */
export function planTurn(turns: Turns, requestsPerSecond: number, longestMs: number): TurnPlan {
  const { places, spacingMs } = toLimits(requestsPerSecond);
  const { nowMs, nextMs } = turns;
  const takenUntilMs = Array.from({ length: places }, (_, place) => turns.takenUntilMs[place] ?? 0);
  const place = takenUntilMs.indexOf(Math.min(...takenUntilMs));
  const atMs = Math.max(nowMs, nextMs, takenUntilMs[place] ?? 0);
  if (nextMs - nowMs > longestMs) return { kind: 'busy', isPaused: true, atMs: nextMs };
  if (atMs - nowMs > longestMs) return { kind: 'busy', isPaused: false, atMs };
  takenUntilMs[place] = Math.ceil(atMs + leaseMs);
  return { kind: 'reserved', place, atMs, turns: { nowMs, nextMs: atMs + spacingMs, takenUntilMs } };
}
