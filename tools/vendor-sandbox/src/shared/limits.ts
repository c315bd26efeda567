export type Taken = {
  /** False when the limit was used up before this request. */
  allowed: boolean;
  remaining: number;
  /** When the count begins anew, in milliseconds since 1970. */
  resetAtMs: number;
};
/** Counts one request. */
export type Limit = { take(): Taken };
type Options = { limit: number | null; windowMs: number; now: () => Date };

const tokyoOffsetMs = 9 * 60 * 60 * 1000;
const unlimited = (nowMs: number): Taken => ({ allowed: true, remaining: Number.MAX_SAFE_INTEGER, resetAtMs: nowMs });

/** A count that begins anew with each minute, hour or day of Tokyo. `null` switches it off. */
export function alignedLimit({ limit, windowMs, now }: Options): Limit {
  let windowStart = 0;
  let used = 0;
  return {
    take() {
      const nowMs = now().getTime();
      if (limit === null) return unlimited(nowMs);
      const start = Math.floor((nowMs + tokyoOffsetMs) / windowMs) * windowMs - tokyoOffsetMs;
      if (start !== windowStart) {
        windowStart = start;
        used = 0;
      }
      used += 1;
      return { allowed: used <= limit, remaining: Math.max(0, limit - used), resetAtMs: start + windowMs };
    },
  };
}

/** A count over the time just past; what was refused does not count. `null` switches it off. */
export function rollingLimit({ limit, windowMs, now }: Options): Limit {
  let taken: number[] = [];
  return {
    take() {
      const nowMs = now().getTime();
      if (limit === null) return unlimited(nowMs);
      taken = taken.filter((at) => at > nowMs - windowMs);
      const allowed = taken.length < limit;
      if (allowed) taken.push(nowMs);
      return { allowed, remaining: limit - taken.length, resetAtMs: (taken[0] ?? nowMs) + windowMs };
    },
  };
}
