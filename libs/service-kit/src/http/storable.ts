import type { FieldError } from '@goen/contracts/public';
import { toJsonPointer } from './json-pointer.ts';
import { HttpProblem } from './problem.ts';

/** Deeper than any ATS nests, far from what a stack or the database can take. */
const maxDepth = 64;

/**
 * Throws `invalid_request` for JSON that the database cannot store: text with NUL or a lone surrogate, and nesting that
 * is too deep.
 */
export function assertStorable(value: unknown): void {
  if (!isStorable(value)) throw new HttpProblem('invalid_request', { errors: findFaults(value, []) });
}

/** Nearly every value is: the faults of a value, with their paths, are only looked for in the others. */
export const isStorable = (value: unknown): boolean => isStorableTo(value, 0);

function isStorableTo(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > maxDepth) return false;
  if (Array.isArray(value)) return value.every((inner) => isStorableTo(inner, depth + 1));
  return Object.entries(value).every(([key, inner]) => isStorableText(key) && isStorableTo(inner, depth + 1));
}

/** Objects whose keys are the sender's own: pointers end here. */
const isFree = (key: string): boolean => key === 'custom_fields' || key === 'remote_data';

function findFaults(value: unknown, path: readonly string[]): FieldError[] {
  const free = path.findIndex(isFree);
  const pointer = toJsonPointer(free < 0 ? path : path.slice(0, free + 1));
  if (typeof value === 'string') {
    if (isStorableText(value)) return [];
    return [{ pointer, code: 'unstorable_text', detail: 'Text must not contain NUL or a lone surrogate.' }];
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
