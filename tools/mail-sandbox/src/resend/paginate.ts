import { createResendError, type ResendError } from './resend-error.ts';

const maxLimit = 100;
const defaultLimit = 20;

type PageQuery = { limit?: string | undefined; after?: string | undefined; before?: string | undefined };

/** Resend's cursors are ids, excluded from the page; `before` pages back towards the newest item. */
export function paginate<T extends { id: string }>(
  newestFirst: T[],
  query: PageQuery,
): { items: T[]; hasMore: boolean } | { error: ResendError } {
  const limit = query.limit === undefined ? defaultLimit : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    return { error: createResendError('validation_error', 'The `limit` must be between 1 and 100.') };
  }
  if (query.after !== undefined && query.before !== undefined) {
    return { error: createResendError('validation_error', 'Use either `after` or `before`, not both.') };
  }
  const cursor = query.after ?? query.before;
  // -1 without a cursor: the page after it starts with the newest item.
  const cursorIndex = newestFirst.findIndex((item) => item.id === cursor);
  if (cursor !== undefined && cursorIndex === -1) {
    return { error: createResendError('validation_error', 'The pagination cursor is invalid.') };
  }
  if (query.before !== undefined) {
    const start = Math.max(0, cursorIndex - limit);
    return { items: newestFirst.slice(start, cursorIndex), hasMore: start > 0 };
  }
  const start = cursorIndex + 1;
  return { items: newestFirst.slice(start, start + limit), hasMore: start + limit < newestFirst.length };
}
