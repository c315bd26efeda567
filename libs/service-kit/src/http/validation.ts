import type { FieldError } from '@goen/contracts/public';
import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { toJsonPointer } from './json-pointer.ts';
import { HttpProblem } from './problem.ts';
import { assertStorable } from './storable.ts';

/** At most this part of a name may differ from the one that is suggested. */
const maxTypoShare = 0.4;

/** The names that the sender may have meant are listed up to this number. */
const maxListedNames = 20;

// Unknown keys are described where zod still knows the object's fields; one line per key.
z.config({
  customError: (issue) => {
    if (issue.code !== 'unrecognized_keys') return undefined;
    const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    return issue.keys.map((key) => describeUnknown(key, known)).join('\n');
  },
});

const suggestion = 'Unknown field; did you mean ';

/** Never quotes the key: a sender may have put personal data in its place, and details end up in logs. */
function describeUnknown(key: string, known: readonly string[]): string {
  const nearest = known.length > 0 ? closest(key, known) : undefined;
  const isTypo = nearest !== undefined && distance(key, nearest) <= Math.ceil(nearest.length * maxTypoShare);
  if (isTypo) return `${suggestion}${JSON.stringify(nearest)}?`;
  if (known.length === 0 || known.length > maxListedNames) return 'Unknown field.';
  return `Unknown field. Known here: ${known.join(', ')}.`;
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
  if (issue.code === 'unrecognized_keys') return toUnknownFields(issue);
  const ownCode: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  const code = typeof ownCode === 'string' ? ownCode : issue.code;
  return [{ pointer: toJsonPointer(issue.path), code, detail: issue.message }];
}

/** A pointer names a key that resembles a known one; for all others together it leads to the object they are in. */
function toUnknownFields({ keys, path, message }: z.core.$ZodIssueUnrecognizedKeys): FieldError[] {
  const details = message.split('\n');
  const errors = keys.map((key, n) => {
    const detail = details[n] ?? 'Unknown field.';
    const pointer = toJsonPointer(detail.startsWith(suggestion) ? [...path, key] : path);
    return { pointer, code: 'unknown_field', detail };
  });
  return [...new Map(errors.map((error) => [error.pointer, error])).values()];
}
