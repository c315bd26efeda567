import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashCompany } from '../crash/companies.ts';
import { type AcceptedRejection, reportSingly } from '../crash/report-candidates.ts';

/** `atMs`: when the answer had come. */
export type Timed = AcceptedRejection & { readonly atMs: number };

/** Reports people of a company, two at a time, until it is stopped. */
export function reportMeanwhile(company: CrashCompany) {
  const accepted: Timed[] = [];
  const stopping = new AbortController();
  const report = async () => {
    while (!stopping.signal.aborted) {
      const candidates = await reportSingly(company, 1);
      accepted.push(...candidates.map((candidate) => ({ ...candidate, atMs: Date.now() })));
    }
  };
  const running = Promise.all([report(), report()]);
  return {
    async untilAccepted(more: number): Promise<void> {
      const target = accepted.length + more;
      while (accepted.length < target) await Promise.race([sleep(100), running]);
    },
    async stop(): Promise<readonly Timed[]> {
      stopping.abort();
      await running;
      return accepted;
    },
  };
}
