import { type ApiError, apiError } from './api-error.ts';

const maxLimit = 100;
const defaultLimit = 20;

type Query = { limit?: string | undefined; after?: string | undefined; before?: string | undefined };

/** Resend's cursors are ids and exclude themselves; `before` walks back towards the newest. */
export function pageOf<T extends { id: string }>(
  newestFirst: T[],
  query: Query,
): { items: T[]; hasMore: boolean } | { error: ApiError } {
  const limit = query.limit === undefined ? defaultLimit : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    return { error: apiError('validation_error', 'The `limit` must be between 1 and 100.') };
  }
  if (query.after !== undefined && query.before !== undefined) {
    return { error: apiError('validation_error', 'Use either `after` or `before`, not both.') };
  }
  const cursor = query.after ?? query.before;
  const at = newestFirst.findIndex((item) => item.id === cursor);
  if (cursor !== undefined && at === -1) {
    return { error: apiError('validation_error', 'The pagination cursor is invalid.') };
  }
  if (query.before !== undefined) {
    const start = Math.max(0, at - limit);
    return { items: newestFirst.slice(start, at), hasMore: start > 0 };
  }
  const items = newestFirst.slice(at + 1, at + 1 + limit);
  return { items, hasMore: at + 1 + limit < newestFirst.length };
}
