import { defineRoute, rawResponse } from '@goen/service-kit';
import type { Context } from 'hono';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readNetwork } from '../../http/network.ts';
import { readSession } from '../sessions/find-session.ts';
import { askAuth } from '../sign-in/ask-auth.ts';
import { authPath } from '../sign-in/auth.ts';
import { attemptsPerNetwork, countAttempt } from '../sign-in/count-attempt.ts';
import { recordJoinedBy } from '../sign-in/sign-in-attempt.ts';

const text = z.string().max(4_000).optional();
const route = defineRoute({
  method: 'get',
  path: `${authPath}/sso/callback/{companyId}`,
  access: 'public',
  hide: true,
  request: {
    params: z.object({ companyId: z.uuid() }),
    query: z.object({ code: text, state: text, error: text }),
  },
  responses: { 302: rawResponse('text/html', 'Back to the page that the browser came from.') },
});

/** Where the identity provider sends the browser back to: the only path of better-auth that is reached from outside. */
export function addFinishSingleSignOn(app: GatewayApp, context: GatewayContext): void {
  const { identity } = context;
  app.openapi(route, async (c) => {
    await countAttempt(identity, attemptsPerNetwork, readNetwork(c, identity.settings.trustedProxies));
    const { companyId } = c.req.valid('param');
    const given = Object.entries(c.req.valid('query')).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const query = Object.fromEntries(given);
    // Without our state the sign-in was not begun here: a provider must not sign a browser in on its own.
    if (query.state === undefined) return c.redirect('/sign-in?error=state_missing');
    const answer = await askAuth(context, c, `/sso/callback/${companyId}`, { query });
    await recordNewSession(context, c, answer);
    return c.redirect(toOwnPath(answer.headers.get('location'), context.publicUrl));
  });
}

/** The session that better-auth started, by the cookie that it sets: none after a refusal. */
async function recordNewSession(context: GatewayContext, c: Context, answer: Response): Promise<void> {
  const { pool } = context.identity;
  const cookies = answer.headers.getSetCookie();
  const [, value = ''] =
    cookies.map((line) => /session_token=([^;]+)/.exec(line)).find((found) => found !== null) ?? [];
  const [token] = decodeURIComponent(value).split('.');
  const { rows } = await pool.query<{ id: string }>('select id from session where token = $1', [token]);
  const session = rows[0] && (await readSession(pool, rows[0].id));
  if (session) await recordJoinedBy(context, c, session);
}

/** Better-auth's redirects, kept on this site. */
function toOwnPath(location: string | null, publicUrl: string): string {
  const url = new URL(location ?? '/sign-in?error=failed', publicUrl);
  if (url.origin !== new URL(publicUrl).origin || url.pathname.startsWith(authPath)) return '/sign-in?error=failed';
  // A path with two slashes in front is another host to a browser.
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`;
}
