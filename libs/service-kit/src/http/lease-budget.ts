/** So many requests of a subject in a window, over all instances. */
export type RatePolicy = { readonly name: string; readonly limit: number; readonly windowSeconds: number };

/** Counts requests of a subject where all instances see it: how many there are in the window, and when it ends. */
export type CountRequests = (
  policy: RatePolicy,
  subject: string,
  requests: number,
) => Promise<{ readonly used: number; readonly secondsLeft: number }>;

/** Whether a request may go on, what is left of its budget (an estimate), and when the next window begins. */
export type Admission = { readonly isAdmitted: boolean; readonly remaining: number; readonly secondsLeft: number };

export type LeasedBudget = {
  /** Answers at once unless a whole block was spent while the next was on its way. */
  take(subject: string): Admission | Promise<Admission>;
};

type Window = {
  /** Of this machine's clock that never goes back. */
  endsMs: number;
  /** Requests that may go on without asking. */
  left: number;
  /** Of the whole budget, as far as it is known here. */
  unleased: number;
  leased: number;
  isSpent: boolean;
  lease: Promise<void> | null;
};

type Options = {
  readonly count: CountRequests;
  readonly onError: (error: unknown) => void;
  readonly nowMs?: () => number;
};

/** Blocks in a limit: an instance asks at most so often in a window, and overshoots by at most one of them. */
const blocksPerLimit = 20;
const maxSubjects = 20_000;

/**
 * A budget that instances share and lease in blocks. The first block of a window costs nothing and is counted with the
 * first lease, so a subject with few requests never reaches the database; the next lease begins when half a block is
 * left. All instances together admit at most the limit and a block for each instance. While the database is away, each
 * instance admits the whole limit.
 */
export function createLeasedBudget(policy: RatePolicy, { count, onError, nowMs = now }: Options): LeasedBudget {
  const block = Math.max(1, Math.ceil(policy.limit / blocksPerLimit));
  const windows = new Map<string, Window>();

  function openWindow(subject: string): Window {
    const known = windows.get(subject);
    if (known !== undefined && nowMs() < known.endsMs) return known;
    windows.delete(subject);
    for (const [oldest] of windows) {
      if (windows.size < maxSubjects) break;
      windows.delete(oldest);
    }
    const endsMs = nowMs() + policy.windowSeconds * 1_000;
    const left = Math.min(block, policy.limit);
    const window: Window = { endsMs, left, unleased: policy.limit - left, leased: 0, isSpent: false, lease: null };
    windows.set(subject, window);
    return window;
  }

  async function lease(window: Window, subject: string): Promise<void> {
    // The free block is counted with the first lease.
    const requests = window.leased === 0 ? 2 * block : block;
    try {
      const { used, secondsLeft } = await count(policy, subject, requests);
      const granted = Math.max(0, block - Math.max(0, used - policy.limit));
      window.endsMs = nowMs() + secondsLeft * 1_000;
      window.left += granted;
      window.leased += requests;
      window.unleased = Math.max(0, policy.limit - used);
      window.isSpent = granted < block;
    } catch (error) {
      onError(error);
      const granted = Math.min(block, window.unleased);
      window.left += granted;
      window.unleased -= granted;
      window.isSpent = granted < block;
    } finally {
      window.lease = null;
    }
  }

  function admit(window: Window, subject: string): Admission | null {
    const secondsLeft = Math.max(1, Math.ceil((window.endsMs - nowMs()) / 1_000));
    if (window.left === 0) {
      if (window.isSpent) return { isAdmitted: false, remaining: 0, secondsLeft };
      window.lease ??= lease(window, subject);
      return null;
    }
    window.left -= 1;
    if (window.left < block / 2 && !window.isSpent) window.lease ??= lease(window, subject);
    return { isAdmitted: true, remaining: window.left + window.unleased, secondsLeft };
  }

  async function wait(subject: string): Promise<Admission> {
    for (;;) {
      const window = openWindow(subject);
      const admission = admit(window, subject);
      if (admission !== null) return admission;
      await window.lease;
    }
  }

  return { take: (subject) => admit(openWindow(subject), subject) ?? wait(subject) };
}

const now = () => performance.now();
