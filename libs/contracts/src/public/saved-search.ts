import { z } from 'zod';
import { actorView } from './actor.ts';
import { poolCandidate, poolQuery } from './pool.ts';
import { instant, pageOf } from './shared.ts';

/** The filters of the pool that a search may keep. */
export const savedFilters = poolQuery.omit({ cursor: true, limit: true });

/** A filter that is not applied any more: it is unknown now, or its value is. */
const ignoredFilter = z
  .object({ filter: z.string(), value: z.unknown(), detail: z.string() })
  .meta({ id: 'IgnoredFilter' });

export const savedSearch = z
  .object({
    id: z.uuid(),
    name: z.string(),
    query: z.record(z.string(), z.unknown()).describe('as query parameters of `GET /v1/candidates`'),
    ignored_filters: z.array(ignoredFilter).describe('saved filters that no longer exist; the others still apply'),
    saved_by: actorView,
    saved_at: instant,
  })
  .meta({ id: 'SavedSearch' });
export type SavedSearchView = z.infer<typeof savedSearch>;
export const savedSearchList = z.object({ items: z.array(savedSearch) }).meta({ id: 'SavedSearchList' });

export const saveSearchRequest = z
  .strictObject({ name: z.string().trim().min(1).max(100), query: savedFilters })
  .meta({ id: 'SaveSearchRequest' });

export const savedSearchCandidates = pageOf(poolCandidate)
  .extend({ ignored_filters: z.array(ignoredFilter) })
  .meta({ id: 'SavedSearchCandidates' });
