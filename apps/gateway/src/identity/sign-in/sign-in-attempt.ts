import { findMemberships, recordJoined } from '@goen/cases';
import { HttpProblem } from '@goen/service-kit';
import type { Context } from 'hono';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readAddress, readNetwork, shortenAddress } from '../../http/network.ts';
import { forgetAccount } from '../members/members.ts';
import { assertSameSite } from '../same-site.ts';
import { readSession, type Session } from '../sessions/find-session.ts';
import { attemptsPerNetwork, countAttempt } from './count-attempt.ts';
import { maySignIn } from './request-link.ts';

/** Another site cannot sign a browser in, and nobody tries one token after another. */
export async function beginAttempt({ identity, publicUrl }: GatewayContext, c: Context): Promise<void> {
  assertSameSite(c, publicUrl);
  await countAttempt(identity, attemptsPerNetwork, readNetwork(c, identity.settings.trustedProxies));
}

/**
 * The session that better-auth started; throws `sign_in_failed` when it did not, and for people who were removed since
 * their link was mailed: of them no account is kept.
 */
export async function readNewSession(context: GatewayContext, c: Context, answer: Response): Promise<Session> {
  if (answer.status !== 200) throw new HttpProblem('sign_in_failed');
  const { session } = (await answer.json()) as { session: { id: string } };
  const stored = await readSession(context.identity.pool, session.id);
  if (stored === null) throw new HttpProblem('sign_in_failed');
  if (await maySignIn(context, stored.email)) {
    await recordJoinedBy(context, c, stored);
    return stored;
  }
  await forgetAccount(context, stored.email);
  throw new HttpProblem('sign_in_failed');
}

/** Invited people join by signing in, every company that the session counts for. */
export async function recordJoinedBy(
  { orm, identity, personHashKey }: GatewayContext,
  c: Context,
  { email, boundCompanyId }: Session,
): Promise<void> {
  const address = readAddress(c, identity.settings.trustedProxies);
  for (const member of await findMemberships(orm, email, personHashKey)) {
    if (member.joinedAt !== null || (boundCompanyId ?? member.companyId) !== member.companyId) continue;
    await recordJoined(orm, member, address === null ? null : shortenAddress(address));
  }
}
