import { createHash } from 'node:crypto';

/** A UUID derived from the parts, so that ids of domains and suppressions need not be stored. */
export function deriveId(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
