type WindowUsage = { used: number; nowMs: number; resetAtMs: number };

/** Counts requests in windows of `windowMs`; a window starts with the first request after the previous one ended. */
export function createFixedWindow(windowMs: number, now: () => Date): () => WindowUsage {
  let windowStartMs = 0;
  let used = 0;
  return () => {
    const nowMs = now().getTime();
    if (nowMs - windowStartMs >= windowMs) {
      windowStartMs = nowMs;
      used = 0;
    }
    used += 1;
    return { used, nowMs, resetAtMs: windowStartMs + windowMs };
  };
}
