import { createGroupCommit, isDataError } from '@goen/service-kit';
import type { IntakeContext } from './accept-rejections.ts';
import { acceptRequests, type ReportRequest, type RequestResult } from './accept-requests.ts';

export type ReportRequests = {
  /** Refused with 503 `unavailable` when too many requests of the company wait. */
  readonly accept: (companyId: string, request: ReportRequest) => Promise<RequestResult>;
};

/** Single reports that share a transaction at most. */
const maxGroup = 100;
/** Per company. */
const maxWaiting = 1_000;
const maxWaitMs = 10_000;
/** Companies whose groups are accepted at once; each takes a connection. */
const maxRunning = 8;

/**
 * Accepts single reports; those of a company that arrive while one of its transactions runs share the next one. Each
 * has its own result, and they are accepted in the order in which they arrived.
 */
export function createReportRequests(
  context: Pick<IntakeContext, 'orm' | 'personHashKey'> & { readonly now: () => Date },
): ReportRequests {
  const { orm, personHashKey, now } = context;
  const groups = createGroupCommit<ReportRequest, RequestResult>({
    run: async (companyId, requests) => {
      const results = new Map<ReportRequest, RequestResult>();
      for (const distinct of splitByKey(requests)) {
        const accepted = await acceptRequests({ orm, companyId, personHashKey, now: now() }, distinct);
        distinct.forEach((request, n) => results.set(request, accepted[n] as RequestResult));
      }
      return requests.map((request) => results.get(request) as RequestResult);
    },
    maxGroup,
    maxWaiting,
    maxWaitMs,
    maxRunning,
    isCausedByOneItem,
  });
  return { accept: groups.submit };
}

/** A second request with a key is accepted after the first, whose response it repeats. */
function splitByKey(requests: readonly ReportRequest[]): ReportRequest[][] {
  const rounds: ReportRequest[][] = [];
  const seen = new Map<string, number>();
  for (const request of requests) {
    const round = request.key ? (seen.get(request.key.key) ?? 0) : 0;
    if (request.key) seen.set(request.key.key, round + 1);
    rounds[round] = [...(rounds[round] ?? []), request];
  }
  return rounds;
}

/** Errors without a code come from our own code, unless no connection was to be had. */
const isCausedByOneItem = (error: unknown): boolean =>
  isDataError(error) || (error instanceof Error && !('code' in error) && !/connect/i.test(error.message));
