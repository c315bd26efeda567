import { setTimeout as wait } from 'node:timers/promises';
import { callVendor, VendorError, type VendorRequest } from '@goen/service-kit';
import { z } from 'zod';
import type { VendorContext } from '../../ats-vendor.ts';

const ownAddress = 'https://public-api.herp.cloud/hire/v1';
/** The limit is the tenant's: what else the company has connected to HERP gets through as well. */
const keptForOthers = 5;
const limitWindowMs = 60_000;
const clockSkewMs = 1_000;
const defaultMaxWaits = 5;
/** More than any tenant has: a list that never ends is a fault. */
const maxPages = 10_000;

const candidacyPage = z.object({ candidacies: z.array(z.unknown()), hasNextPage: z.boolean() });
const requisitionPage = z.object({ requisitions: z.array(z.unknown()), hasNextPage: z.boolean() });

export type CandidacyQuery = {
  readonly status: 'active' | 'terminated';
  readonly terminationReason?: 'rejected';
  /** Dates in Tokyo, both within. */
  readonly stepUpdatedAtFrom: string;
  readonly stepUpdatedAtTo: string;
};

export type HerpClient = ReturnType<typeof herpClient>;

/**
 * HERP Hire's API, as one tenant. Its 100 requests a minute are kept by what each answer says is left: the next call
 * waits until the count begins anew, as does one that was refused by 429, up to `maxWaits` times. All throw
 * `VendorError`.
 */
export function herpClient(
  apiKey: string,
  { addresses, now, signal, pause }: VendorContext,
  { maxWaits = defaultMaxWaits } = {},
) {
  const address = addresses.herp ?? ownAddress;
  const sleep = pause ?? ((ms: number) => wait(ms, undefined, signal ? { signal } : {}));
  let waitMs = 0;

  const untilReset = (headers: Headers): number => {
    const ms = Date.parse(headers.get('x-reset-at') ?? '') - now().getTime() + clockSkewMs;
    return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), limitWindowMs + clockSkewMs) : limitWindowMs;
  };
  const call = async (request: Omit<VendorRequest, 'url'>, path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${apiKey}` };
    const whole = { ...request, url: address + path, headers, waitOf: untilReset, ...(signal ? { signal } : {}) };
    for (let waits = 0; ; waits += 1) {
      if (waitMs > 0) await sleep(waitMs);
      waitMs = 0;
      try {
        const answer = await callVendor(whole);
        const left = answer.headers.get('x-remaining-request');
        if (left !== null && Number(left) <= keptForOthers) waitMs = untilReset(answer.headers);
        return answer.body;
      } catch (error) {
        if (!(error instanceof VendorError) || error.fault.code !== 'rate_limited' || waits >= maxWaits) throw error;
        waitMs = error.retryAfterMs ?? limitWindowMs;
      }
    }
  };
  const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T => {
    const found = schema.safeParse(body);
    if (found.success) return found.data;
    throw new VendorError('answer_unreadable', `${what}: not in the documented form`);
  };

  return {
    async candidacies(query: CandidacyQuery, page: number) {
      // Newest first: what is added while pages are read repeats rows. What leaves the list may skip one: the next window has it.
      const params = new URLSearchParams({ ...query, sort: 'stepUpdatedAt', direction: 'desc', page: String(page) });
      const what = 'the list of candidacies';
      const { candidacies, hasNextPage } = read(
        candidacyPage,
        await call({ what }, `/candidacies?${params.toString()}`),
        what,
      );
      return { candidacies, hasNextPage: hasNextPage && candidacies.length > 0 && page < maxPages };
    },
    async requisitions(page: number) {
      const what = 'the list of requisitions';
      const { requisitions, hasNextPage } = read(
        requisitionPage,
        await call({ what }, `/requisitions?page=${page}`),
        what,
      );
      return { requisitions, hasNextPage: hasNextPage && requisitions.length > 0 && page < maxPages };
    },
    /** Everything that is answered, as it came. */
    timelineComments: (candidacyId: string): Promise<unknown> =>
      call({ what: 'the comments of a candidacy' }, commentsOf(candidacyId)),
    /** Not idempotent: posted twice it stands twice. */
    async addTimelineComment(candidacyId: string, body: string): Promise<void> {
      const comment = { body, textType: 'text/plain', mentionTo: [] };
      await call({ what: 'a comment on a candidacy', method: 'POST', body: comment }, commentsOf(candidacyId));
    },
  };
}

const commentsOf = (candidacyId: string) => `/candidacies/${encodeURIComponent(candidacyId)}/timeline-comments`;
