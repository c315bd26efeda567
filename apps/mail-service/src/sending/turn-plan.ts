/** What is kept of a provider's turns, in milliseconds since 1970 by the database's clock. */
export type Turns = {
  readonly nowMs: number;
  /** No request leaves before: requests are spaced evenly, and a provider may have asked for a pause. */
  readonly nextMs: number;
  /** A place a request: taken until then. */
  readonly takenUntilMs: readonly number[];
};

export type Plan =
  /** Leave at `atMs`, and hold `place` until the answer came. */
  | { kind: 'reserved'; place: number; atMs: number; turns: Turns }
  /** `paused`: known to be far away. Else all places wait for answers, and one may come at any moment. */
  | { kind: 'far'; paused: boolean; atMs: number };

/** Longer than a request takes: the place of a process that died is free again then. */
const leaseMs = 30_000;
const maxPlaces = 50;
/** Timers may fire a little early. */
const safetyMs = 3;

/** `places` requests in any `coolMs`, however long a request is under way. */
export function toLimits(requestsPerSecond: number): { places: number; coolMs: number; spacingMs: number } {
  const places = Math.min(maxPlaces, Math.max(1, Math.floor(requestsPerSecond)));
  return { places, coolMs: (places / requestsPerSecond) * 1000 + safetyMs, spacingMs: 1000 / requestsPerSecond };
}

/** A request that takes longer may have stood before the provider's door, or its answer before ours. */
const promptMs = 250;

/**
 * How long after its answer a request's place is free again. A provider counts a request as it arrives, and then works
 * on it: of one that was answered promptly, at the latest halfway; of a slow one nobody knows.
 */
export function cooldownAfterAnswerMs(requestsPerSecond: number, tookMs: number): number {
  const { coolMs } = toLimits(requestsPerSecond);
  return tookMs <= promptMs ? coolMs - tookMs / 2 : coolMs;
}

/** The next moment at which a request may leave, when it is not more than `longestMs` away. */
export function planTurn(turns: Turns, requestsPerSecond: number, longestMs: number): Plan {
  const { places, spacingMs } = toLimits(requestsPerSecond);
  const { nowMs, nextMs } = turns;
  const takenUntilMs = Array.from({ length: places }, (_, place) => turns.takenUntilMs[place] ?? 0);
  const place = takenUntilMs.indexOf(Math.min(...takenUntilMs));
  const atMs = Math.max(nowMs, nextMs, takenUntilMs[place] ?? 0);
  if (nextMs - nowMs > longestMs) return { kind: 'far', paused: true, atMs: nextMs };
  if (atMs - nowMs > longestMs) return { kind: 'far', paused: false, atMs };
  takenUntilMs[place] = Math.ceil(atMs + leaseMs);
  return { kind: 'reserved', place, atMs, turns: { nowMs, nextMs: atMs + spacingMs, takenUntilMs } };
}
