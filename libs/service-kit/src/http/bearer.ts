import { hash, timingSafeEqual } from 'node:crypto';
import type { Authenticate } from './guard.ts';
import { HttpProblem } from './problem.ts';

/** The token of `Authorization: Bearer …`, or null. */
export function bearerToken(header: string | undefined): string | null {
  const match = /^Bearer +([^\s]+)$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Compares in a time that does not depend on where two secrets differ. */
export const equalSecrets = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** The scheme of an internal service: callers send the token that both have from their environment. */
export function requireServiceToken(token: string): Authenticate {
  const expected = digest(token);
  return (c) => {
    const sent = bearerToken(c.req.header('authorization'));
    if (sent === null || !timingSafeEqual(digest(sent), expected)) throw new HttpProblem('unauthorized');
  };
}
