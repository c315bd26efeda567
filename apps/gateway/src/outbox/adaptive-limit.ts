/** How long a call may take on average before fewer run at the same time. */
const targetCallMs = 250;
const firstLimit = 8;
const minLimit = 2;
const firstPauseMs = 500;
const maxPauseMs = 5_000;

/**
 * How many calls run at the same time: one more after each round of quick ones, fewer when they become slow, half when
 * the server refuses or does not answer, and none for a pause after that. It finds what the server takes, without a
 * queue that urgent calls wait in.
 */
export class AdaptiveLimit {
  readonly #max: number;
  #limit: number;
  #calls = 0;
  #totalMs = 0;
  #pauseMs = firstPauseMs;
  #pausedUntilMs = 0;

  constructor(max: number) {
    this.#max = max;
    this.#limit = Math.min(firstLimit, max);
  }

  current(nowMs = performance.now()): number {
    return nowMs < this.#pausedUntilMs ? 0 : this.#limit;
  }

  recordCall(durationMs: number): void {
    this.#pauseMs = firstPauseMs;
    this.#calls += 1;
    this.#totalMs += durationMs;
    if (this.#calls < this.#limit) return;
    const isSlow = this.#totalMs / this.#calls > targetCallMs;
    this.#change(isSlow ? Math.floor(this.#limit * 0.9) : this.#limit + 1);
  }

  /** Calls that fail together count once. */
  recordOverload(nowMs = performance.now()): void {
    if (nowMs < this.#pausedUntilMs) return;
    this.#pausedUntilMs = nowMs + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, maxPauseMs);
    this.#change(Math.floor(this.#limit / 2));
  }

  #change(limit: number): void {
    this.#limit = Math.min(this.#max, Math.max(Math.min(minLimit, this.#max), limit));
    this.#calls = 0;
    this.#totalMs = 0;
  }
}
