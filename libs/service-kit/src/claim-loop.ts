import { type RepeatedWork, repeat } from './repeat.ts';

export type ClaimLoopOptions<Claim> = {
  /** Claims that are worked on at once. */
  readonly inFlight: number;
  /** The pause when nothing is due. A claim that is done also ends it. */
  readonly pollMs: number;
  /** Claims at most `limit` pieces of work; an empty list means that nothing is due. */
  readonly claim: (limit: number) => Promise<readonly Claim[]>;
  /** Must handle its own errors. `signal` aborts when the loop stops. */
  readonly run: (claim: Claim, signal: AbortSignal) => Promise<void>;
  readonly onClaimError: (error: unknown) => void;
};

/** Claims work that is due and runs a bounded number of pieces at once, until stopped; `stop` waits for all of them. */
export function startClaimLoop<Claim>(options: ClaimLoopOptions<Claim>): RepeatedWork {
  const { inFlight, pollMs, claim, run, onClaimError } = options;
  const active = new Set<Promise<void>>();
  const stopping = new AbortController();
  const start = (claimed: Claim) => {
    const running: Promise<void> = run(claimed, stopping.signal).finally(() => {
      active.delete(running);
      loop.wake();
    });
    active.add(running);
  };
  const claimAll = async () => {
    while (active.size < inFlight && !stopping.signal.aborted) {
      const claims = await claim(inFlight - active.size);
      for (const claimed of claims) start(claimed);
      if (claims.length === 0) return;
    }
  };
  const loop = repeat(claimAll, pollMs, onClaimError);
  return {
    wake: () => loop.wake(),
    async stop() {
      stopping.abort();
      await loop.stop();
      await Promise.all(active);
    },
  };
}
