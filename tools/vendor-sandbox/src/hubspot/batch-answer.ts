import type { Context } from 'hono';
import { z } from 'zod';
import { maxInputs } from './contacts-upsert.ts';
import type { InputError } from './hubspot-error.ts';

export const inputsOf = <T extends z.ZodType>(input: T) => z.object({ inputs: z.array(input).min(1).max(maxInputs) });

/** Answers a batch; `partly`: the status when there are errors. */
export const batchAnswer =
  (now: () => Date) =>
  (
    c: Context,
    results: readonly unknown[],
    errors: readonly InputError[] = [],
    { whole = 200, partly = 207 }: { whole?: 200 | 201; partly?: 200 | 207 } = {},
  ) => {
    const at = now().toISOString();
    const all = { status: 'COMPLETE', results, startedAt: at, completedAt: at };
    return errors.length === 0 ? c.json(all, whole) : c.json({ ...all, numErrors: errors.length, errors }, partly);
  };
