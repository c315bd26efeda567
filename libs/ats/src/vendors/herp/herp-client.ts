import { setTimeout as sleep } from 'node:timers/promises';
import { callVendor, VendorError, type VendorRequest } from '@goen/service-kit';
import { z } from 'zod';
import type { VendorContext } from '../../ats-vendor.ts';

const baseUrl = 'https://public-api.herp.cloud/hire/v1';
/** The limit is shared per tenant: leave some requests to the company's other integrations. */
const reservedRequests = 5;
const limitWindowMs = 60_000;
const clockSkewMs = 1_000;
const defaultMaxWaits = 5;
/** More than any tenant has: guards against a list that never ends. */
const maxPages = 10_000;

const candidacyPage = z.object({ candidacies: z.array(z.unknown()), hasNextPage: z.boolean() });
const requisitionPage = z.object({ requisitions: z.array(z.unknown()), hasNextPage: z.boolean() });

export type CandidacyQuery = {
  readonly status: 'active' | 'terminated';
  readonly terminationReason?: 'rejected' | 'hired' | 'refusedByCandidate';
  /** Tokyo dates, both inclusive. */
  readonly stepUpdatedAtFrom: string;
  readonly stepUpdatedAtTo: string;
};

export type HerpClient = ReturnType<typeof createHerpClient>;

/**
 * HERP Hire's API for one tenant. Its limit of 100 requests per minute is tracked by the headers of each response: when
 * few are left, the next call waits for the reset. A 429 is waited out up to `maxWaits` times. All throw `VendorError`.
 */
export function createHerpClient(
  apiKey: string,
  { addresses, now, signal, pause }: VendorContext,
  { maxWaits = defaultMaxWaits } = {},
) {
  const url = addresses.herp ?? baseUrl;
  const wait = pause ?? ((ms: number) => sleep(ms, undefined, signal ? { signal } : {}));
  let waitMs = 0;

  const msUntilReset = (headers: Headers): number => {
    const ms = Date.parse(headers.get('x-reset-at') ?? '') - now().getTime() + clockSkewMs;
    return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), limitWindowMs + clockSkewMs) : limitWindowMs;
  };
  const call = async (request: Omit<VendorRequest, 'url'>, path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${apiKey}` };
    const fullRequest = {
      ...request,
      url: url + path,
      headers,
      readWaitMs: msUntilReset,
      ...(signal ? { signal } : {}),
    };
    for (let waits = 0; ; waits += 1) {
      if (waitMs > 0) await wait(waitMs);
      waitMs = 0;
      try {
        const answer = await callVendor(fullRequest);
        const remaining = answer.headers.get('x-remaining-request');
        if (remaining !== null && Number(remaining) <= reservedRequests) waitMs = msUntilReset(answer.headers);
        return answer.body;
      } catch (error) {
        if (!(error instanceof VendorError) || error.fault.code !== 'rate_limited' || waits >= maxWaits) throw error;
        waitMs = error.retryAfterMs ?? limitWindowMs;
      }
    }
  };
  const parse = <T>(schema: z.ZodType<T>, body: unknown, what: string): T => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new VendorError('answer_unreadable', `${what}: not in the documented format`);
  };

  return {
    async candidacies(query: CandidacyQuery, page: number) {
      // Newest first: a row added while paging only repeats rows. A row that leaves may hide one; the next window has it.
      const params = new URLSearchParams({ ...query, sort: 'stepUpdatedAt', direction: 'desc', page: String(page) });
      const what = 'the list of candidacies';
      const { candidacies, hasNextPage } = parse(
        candidacyPage,
        await call({ what }, `/candidacies?${params.toString()}`),
        what,
      );
      return { candidacies, hasNextPage: hasNextPage && candidacies.length > 0 && page < maxPages };
    },
    async requisitions(page: number) {
      const what = 'the list of requisitions';
      const { requisitions, hasNextPage } = parse(
        requisitionPage,
        await call({ what }, `/requisitions?page=${page}`),
        what,
      );
      return { requisitions, hasNextPage: hasNextPage && requisitions.length > 0 && page < maxPages };
    },
    /** The raw response: its format is undocumented. */
    timelineComments: (candidacyId: string): Promise<unknown> =>
      call({ what: 'the comments of a candidacy' }, toCommentsPath(candidacyId)),
    /** Not idempotent: HERP has no key for a comment. */
    async addTimelineComment(candidacyId: string, body: string): Promise<void> {
      const comment = { body, textType: 'text/plain', mentionTo: [] };
      await call({ what: 'a comment on a candidacy', method: 'POST', body: comment }, toCommentsPath(candidacyId));
    },
  };
}

const toCommentsPath = (candidacyId: string) => `/candidacies/${encodeURIComponent(candidacyId)}/timeline-comments`;
