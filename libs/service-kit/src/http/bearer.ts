import { hash, timingSafeEqual } from 'node:crypto';
import type { CallerTokens } from '../config.ts';
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

/**
 * The scheme of an internal service: each caller sends its own token, and a route's scopes are the callers that may call
 * it. Other callers are refused.
 */
export function requireCaller(tokens: CallerTokens): Authenticate {
  const known = tokens.map(({ caller, token }) => ({ caller, digest: digest(token) }));
  return (c, callers) => {
    const sent = bearerToken(c.req.header('authorization'));
    const sentDigest = sent === null ? null : digest(sent);
    const match = sentDigest && known.find((candidate) => timingSafeEqual(candidate.digest, sentDigest));
    if (!match) throw new HttpProblem('unauthorized');
    if (!callers.includes(match.caller)) throw new HttpProblem('missing_scope');
  };
}
