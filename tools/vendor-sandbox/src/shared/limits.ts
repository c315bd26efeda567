type LimitResult = {
  /** False when earlier requests had used up the limit. */
  allowed: boolean;
  remaining: number;
  /** When the count resets, in milliseconds since the epoch. */
  resetAtMs: number;
};
/** Counts one request. */
export type Limit = { take(): LimitResult };
type Options = { limit: number | null; windowMs: number; now: () => Date };

const tokyoOffsetMs = 9 * 60 * 60 * 1000;
const unlimited = (nowMs: number): LimitResult => ({
  allowed: true,
  remaining: Number.MAX_SAFE_INTEGER,
  resetAtMs: nowMs,
});

/** A fixed window aligned to the minutes, hours or days of Tokyo. A limit of `null` switches it off. */
export function alignedLimit({ limit, windowMs, now }: Options): Limit {
  let windowStartMs = 0;
  let used = 0;
  return {
    take() {
      const nowMs = now().getTime();
      if (limit === null) return unlimited(nowMs);
      const startMs = Math.floor((nowMs + tokyoOffsetMs) / windowMs) * windowMs - tokyoOffsetMs;
      if (startMs !== windowStartMs) {
        windowStartMs = startMs;
        used = 0;
      }
      used += 1;
      return { allowed: used <= limit, remaining: Math.max(0, limit - used), resetAtMs: startMs + windowMs };
    },
  };
}

/** A sliding window; refused requests do not count. A limit of `null` switches it off. */
export function rollingLimit({ limit, windowMs, now }: Options): Limit {
  let allowedAtMs: number[] = [];
  return {
    take() {
      const nowMs = now().getTime();
      if (limit === null) return unlimited(nowMs);
      allowedAtMs = allowedAtMs.filter((timeMs) => timeMs > nowMs - windowMs);
      const allowed = allowedAtMs.length < limit;
      if (allowed) allowedAtMs.push(nowMs);
      return { allowed, remaining: limit - allowedAtMs.length, resetAtMs: (allowedAtMs[0] ?? nowMs) + windowMs };
    },
  };
}
