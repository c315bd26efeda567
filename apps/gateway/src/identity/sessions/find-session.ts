import { roundedNow } from '@goen/service-kit/database';
import type { Context } from 'hono';
import type { Pool } from 'pg';
import { askAuth, type SignInContext } from '../sign-in/ask-auth.ts';
import { maxSessionMs, type SignInMethod } from '../sign-in/auth.ts';

export type Session = {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly signedInBy: SignInMethod;
  readonly signedInAt: Date;
  /** Set by single sign-on: the session counts for this company alone. */
  readonly boundCompanyId: string | null;
  readonly chosenCompanyId: string | null;
};

/**
 * The session of the caller's cookie, whose signature and row better-auth checks. Null without one, or when it was
 * revoked, has expired or is older than a week.
 */
export async function findSession(context: SignInContext, c: Context): Promise<Session | null> {
  const answer = await askAuth(context, c, '/get-session');
  const stored = (await answer.json()) as { readonly session: { readonly id: string } } | null;
  return stored === null ? null : readSession(context.identity.pool, stored.session.id);
}

export async function readSession(pool: Pool, id: string): Promise<Session | null> {
  const { rows } = await pool.query<Session>(
    `select s.id, s."userId", u.email, s."signedInBy", s."createdAt" as "signedInAt", s."boundCompanyId", s."chosenCompanyId"
     from session s join "user" u on u.id = s."userId"
     where s.id = $1 and s."expiresAt" > ${roundedNow}
       and s."createdAt" > now() - make_interval(secs => $2)`,
    [id, maxSessionMs / 1_000],
  );
  return rows[0] ?? null;
}

/** Whether the caller sent a session cookie, valid or not. */
export const hasSessionCookie = (c: Context): boolean =>
  /(?:^|;\s*)(?:__Host-)?goen\.session_token=/.test(c.req.header('cookie') ?? '');
