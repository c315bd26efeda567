import type { ApiScope, Member } from '@goen/case-store';
import { findMemberships, recordJoined } from '@goen/cases';
import { type Authenticate, HttpProblem } from '@goen/service-kit';
import type { Context } from 'hono';
import type { GatewayContext } from '../http/gateway-app.ts';
import { chooseMembership } from './choose-membership.ts';
import { findStaffOf } from './find-staff-of.ts';
import { readActor, setPrincipal } from './principal.ts';
import { authenticateApiKey } from './require-key.ts';
import { roleScopes } from './roles.ts';
import { assertSameSite } from './same-site.ts';
import { findSession, hasSessionCookie, type Session } from './sessions/find-session.ts';
import { assertMayChange, changesSomething, isSuspended } from './suspension.ts';

type SessionContext = Pick<GatewayContext, 'orm' | 'identity' | 'publicUrl' | 'personHashKey'>;

/** `access` of a route: a person who signed in, whatever they are a member of. */
export const signedIn = {
  scheme: 'session',
  scopes: [],
  problems: ['cross_site_request', 'too_many_requests'],
  security: [{ session: [] }],
} as const;

/** The scheme `apiKey`: a key, or else the session of a member whose role has the scopes. */
export function authenticateCaller(context: SessionContext, trustedProxies: number): Authenticate {
  const authenticateKey = authenticateApiKey(context.orm, trustedProxies);
  return async (c, scopes) => {
    if (c.req.header('authorization') !== undefined || !hasSessionCookie(c)) return authenticateKey(c, scopes);
    const session = await requireSession(context, c);
    const member = await requireMembership(context, session);
    const own = roleScopes[member.role];
    const { id: memberId, companyId, role } = member;
    const principal = { kind: 'member', memberId, companyId, role, scopes: own, sessionId: session.id } as const;
    setPrincipal(c, principal, context.identity.settings.trustedProxies);
    // Who was invited while they were signed in: signing in records it for everybody else.
    if (member.joinedAt === null) await recordJoined(context.orm, member, readActor(c).network ?? null);
    assertScopes(own, scopes, role);
    if (changesSomething(c) && (await isSuspended(context, companyId))) assertMayChange(c);
  };
}

/** The scheme `session`. */
export const authenticateSession =
  (context: SessionContext): Authenticate =>
  async (c) => {
    await requireSession(context, c);
  };

/** The scheme `operator`: the session of a person of the operator, which no company's identity provider vouched for. */
export const authenticateOperator =
  (context: SessionContext): Authenticate =>
  async (c) => {
    const session = await requireSession(context, c);
    const staff = await findStaffOf(context, session);
    if (staff === null) throw new HttpProblem('unauthorized', { detail: 'Only staff of the operator may do this.' });
    const principal = { kind: 'operator', operatorId: staff.id, sessionId: session.id } as const;
    setPrincipal(c, principal, context.identity.settings.trustedProxies);
  };

async function requireSession(context: SessionContext, c: Context): Promise<Session> {
  if (!hasSessionCookie(c)) throw new HttpProblem('unauthorized');
  assertSameSite(c, context.publicUrl);
  const session = await findSession(context, c);
  if (session === null) throw new HttpProblem('unauthorized');
  c.set('session', session);
  // Browsers and proxies may keep what a cookie opened: after a sign-out, a back button would show it again.
  c.header('cache-control', 'private, no-store');
  c.header('x-content-type-options', 'nosniff');
  return session;
}

/** Read on every request, so that a removal counts at once. */
async function requireMembership(context: SessionContext, session: Session): Promise<Member> {
  const memberships = await findMemberships(context.orm, session.email, context.personHashKey);
  const member = chooseMembership(memberships, session);
  if (member === undefined) throw new HttpProblem('unauthorized', { detail: 'You are not a member of a company.' });
  if (session.boundCompanyId === null && member.role !== 'owner' && (await requiresSingleSignOn(context, member))) {
    throw new HttpProblem('unauthorized', { detail: 'Your company requires single sign-on.' });
  }
  return member;
}

/** The same; null for a person who is a member of no company, or may not work for it in this session. */
export function findCurrentMember(context: SessionContext, session: Session): Promise<Member | null> {
  return requireMembership(context, session).catch((error: unknown) => {
    if (error instanceof HttpProblem) return null;
    throw error;
  });
}

/** Owners stay able to sign in by link: they repair what an identity provider no longer does. */
async function requiresSingleSignOn({ identity }: SessionContext, { companyId }: Member): Promise<boolean> {
  const { rows } = await identity.pool.query('select from "ssoProvider" where "providerId" = $1 and "isRequired"', [
    companyId,
  ]);
  return rows.length > 0;
}

function assertScopes(own: readonly ApiScope[], needed: readonly string[], role: string): void {
  const missing = needed.find((scope) => !own.some((granted) => granted === scope));
  if (missing !== undefined) {
    throw new HttpProblem('missing_scope', { detail: `The role ${role} does not have the scope ${missing}.` });
  }
}
