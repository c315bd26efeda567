import { HttpProblem } from './problem.ts';
import { isStorable } from './storable.ts';

/**
 * Throws for a URL whose escapes are no UTF-8 or stand for NUL: frameworks would pass them on as they are written. No
 * resource has such a path (`not_found`); in the query they are an `invalid_request`.
 */
export function assertReadableUrl(url: string): void {
  if (!url.includes('%')) return;
  const [path = '', query = ''] = url.split('?', 2);
  if (!isReadable(path)) throw new HttpProblem('not_found');
  const bad = query.split('&').find((parameter) => !isReadable(parameter));
  if (bad === undefined) return;
  const detail = 'Query parameters must be UTF-8 without NUL.';
  throw new HttpProblem('invalid_request', { errors: [{ pointer: toPointer(bad), code: 'unstorable_text', detail }] });
}

const toPointer = (parameter: string): string => {
  const [name = ''] = parameter.split('=', 1);
  return isReadable(name) ? `/${name}` : '';
};

function isReadable(text: string): boolean {
  try {
    return isStorable(decodeURIComponent(text));
  } catch {
    return false;
  }
}
