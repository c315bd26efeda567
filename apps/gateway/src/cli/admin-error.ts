import type { z } from 'zod';

/** A mistake of the operator: the message is printed without a stack trace. */
export class AdminError extends Error {
  override name = 'AdminError';
}

/** Parses input; throws an AdminError that lists every issue. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw toAdminError(parsed.error.issues);
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** Lists every issue. */
export const toAdminError = (issues: readonly Issue[]): AdminError =>
  new AdminError(issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
