import type { FieldError } from '@goen/contracts/public';
import { toJsonPointer } from './json-pointer.ts';
import { HttpProblem } from './problem.ts';

/** Deeper than any ATS nests, far from what a stack or the database can take. */
const maxDepth = 64;
const instants = ['/application/rejected_at', '/application/applied_at', '/occurred_at', '/opened_from', '/opened_to'];
const oldestYear = '1900';

/**
 * Throws `invalid_request` for what JSON and RFC 3339 allow and the database cannot keep: text with NUL or a lone
 * surrogate, nesting that is too deep, times before 1900.
 */
export function assertStorable(value: unknown): void {
  const errors = findFaults(value, []);
  if (errors.length > 0) throw new HttpProblem('invalid_request', { errors });
}

function findFaults(value: unknown, path: readonly string[]): FieldError[] {
  const pointer = toJsonPointer(path);
  if (typeof value === 'string') {
    if (!isStorableText(value)) {
      return [{ pointer, code: 'unstorable_text', detail: 'Text must not contain NUL or a lone surrogate.' }];
    }
    if (instants.includes(pointer) && value < oldestYear) {
      return [{ pointer, code: 'too_early', detail: `Times start in ${oldestYear}.` }];
    }
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (path.length > maxDepth) return [{ pointer, code: 'too_deep', detail: `At most ${maxDepth} levels are allowed.` }];
  return Object.entries(value).flatMap(([key, inner]) =>
    isStorableText(key)
      ? findFaults(inner, [...path, key])
      : [{ pointer, code: 'unstorable_text', detail: 'A key contains NUL or a lone surrogate.' }],
  );
}

const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
