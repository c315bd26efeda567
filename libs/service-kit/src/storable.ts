import type { FieldError } from '@goen/contracts/public';
import { HttpProblem } from './problem.ts';

/** Deeper than any ATS nests, far from what a stack or the database bears. */
const maxDepth = 64;
const instants = ['/application/rejected_at', '/application/applied_at', '/occurred_at', '/opened_from', '/opened_to'];
const oldestYear = '1900';

/**
 * Answers a value that the database can keep; throws `invalid_request` for text with NUL or half a surrogate pair, for
 * nesting that is too deep and for times of another age, all of which JSON and RFC 3339 allow.
 */
export function storable<T>(value: T): T {
  const errors = faultsIn(value, '', 0);
  if (errors.length > 0) throw new HttpProblem('invalid_request', { errors });
  return value;
}

function faultsIn(value: unknown, pointer: string, depth: number): FieldError[] {
  if (typeof value === 'string') {
    if (!isStorableText(value)) {
      return [{ pointer, code: 'unstorable_text', detail: 'Text must not hold NUL or half a surrogate pair.' }];
    }
    if (instants.includes(pointer) && value < oldestYear) {
      return [{ pointer, code: 'too_early', detail: `Times begin in ${oldestYear}.` }];
    }
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth > maxDepth) return [{ pointer, code: 'too_deep', detail: `At most ${maxDepth} levels are taken.` }];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (!isStorableText(key)) return [{ pointer, code: 'unstorable_text', detail: 'A key holds NUL or half a pair.' }];
    return faultsIn(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
  });
}

const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
