import type { Context } from 'hono';
import { z } from 'zod';
import type { InputError } from './hubspot-errors.ts';

export const maxInputs = 100;

export const inputsSchema = <T extends z.ZodType>(input: T) =>
  z.object({ inputs: z.array(input).min(1).max(maxInputs) });

/** Creates a function that sends the response of a batch. `partly` is the status when some inputs failed. */
export const createBatchResponder =
  (now: () => Date) =>
  (
    c: Context,
    results: readonly unknown[],
    errors: readonly InputError[] = [],
    { whole = 200, partly = 207 }: { whole?: 200 | 201; partly?: 200 | 207 } = {},
  ) => {
    const completedAt = now().toISOString();
    const response = { status: 'COMPLETE', results, startedAt: completedAt, completedAt };
    if (errors.length === 0) return c.json(response, whole);
    return c.json({ ...response, numErrors: errors.length, errors }, partly);
  };
