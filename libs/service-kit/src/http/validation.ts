import type { FieldError } from '@goen/contracts/public';
import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { toJsonPointer } from './json-pointer.ts';
import { HttpProblem } from './problem.ts';
import { assertStorable } from './storable.ts';

/** At most this part of a name may differ from the one that is suggested. */
const maxTypoShare = 0.4;

// Unknown keys are described where zod still knows the object's fields; one line per key.
z.config({
  customError: (issue) => {
    if (issue.code !== 'unrecognized_keys') return undefined;
    const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    return issue.keys.map((key) => describeUnknown(key, known)).join('\n');
  },
});

function describeUnknown(key: string, known: readonly string[]): string {
  const name = JSON.stringify(key);
  const nearest = known.length > 0 ? closest(key, known) : undefined;
  const isTypo = nearest !== undefined && distance(key, nearest) <= Math.ceil(nearest.length * maxTypoShare);
  return isTypo ? `Unknown field ${name}; did you mean ${JSON.stringify(nearest)}?` : `Unknown field ${name}.`;
}

/**
 * What every route does with the outcome of a schema: a path parameter that is no id is not found, everything else is
 * `invalid_request` with a JSON Pointer (RFC 6901) per field. What the database cannot store is refused here, too.
 */
export function defaultHook(result: ValidationOutcome): void {
  if (result.success) {
    if (result.target !== 'header' && result.target !== 'cookie') assertStorable(result.data);
    return;
  }
  if (result.target === 'param') throw new HttpProblem('not_found');
  throw new HttpProblem('invalid_request', { errors: toFieldErrors(result.error) });
}

type ValidationOutcome = { readonly target: string } & (
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: z.core.$ZodError }
);

/** Parses a value that no route schema covers (a line of a batch); throws `invalid_request`. */
export const validate = <T extends z.ZodType>(value: unknown, schema: T): z.output<T> =>
  requireValid(schema.safeParse(value));

type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: z.core.$ZodError };

/** What was parsed; throws `invalid_request`. */
export function requireValid<T>(parsed: Parsed<T>): T {
  if (parsed.success) return parsed.data;
  throw new HttpProblem('invalid_request', { errors: toFieldErrors(parsed.error) });
}

const toFieldErrors = (error: z.core.$ZodError): FieldError[] => error.issues.flatMap(toFieldError);

function toFieldError(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    const details = issue.message.split('\n');
    return issue.keys.map((key, n) => ({
      pointer: toJsonPointer([...issue.path, key]),
      code: 'unknown_field',
      detail: details[n] ?? issue.message,
    }));
  }
  const ownCode: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  const code = typeof ownCode === 'string' ? ownCode : issue.code;
  return [{ pointer: toJsonPointer(issue.path), code, detail: issue.message }];
}
