import { newPasskey, passkey, passkeyList, passkeyOptions } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { signedIn } from '../require-session.ts';
import type { Session } from '../sessions/find-session.ts';
import { askAuth } from '../sign-in/ask-auth.ts';
import { freshSeconds } from '../sign-in/auth.ts';

const shared = { access: signedIn, tags: ['sign-in'] as string[] };
const list = defineRoute({
  ...shared,
  method: 'get',
  path: '/v1/passkeys',
  operationId: 'listPasskeys',
  summary: 'List your passkeys',
  responses: { 200: jsonResponse(passkeyList, 'Your passkeys, the newest first.') },
});
const begin = defineRoute({
  ...shared,
  method: 'post',
  path: '/v1/passkeys/options',
  operationId: 'beginPasskey',
  summary: 'Begin to add a passkey',
  description: 'Needs a sign-in of the last 15 minutes, with a link or a passkey.',
  responses: { 200: jsonResponse(passkeyOptions, 'Options for `navigator.credentials.create`.') },
  problems: ['sign_in_again'],
});
const add = defineRoute({
  ...shared,
  method: 'post',
  path: '/v1/passkeys',
  operationId: 'addPasskey',
  summary: 'Add a passkey',
  request: {
    body: jsonBody(newPasskey, { name: 'MacBook', credential: { id: 'pLz3…', rawId: 'pLz3…', type: 'public-key' } }),
  },
  responses: { 201: jsonResponse(passkey, 'The passkey.') },
  problems: ['sign_in_again', 'sign_in_failed'],
});
const remove = defineRoute({
  ...shared,
  method: 'delete',
  path: '/v1/passkeys/{id}',
  operationId: 'removePasskey',
  summary: 'Remove one of your passkeys',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Removed; sessions that it began go on.' } },
  problems: ['sign_in_again'],
});

type Row = { readonly id: string; readonly name: string | null; readonly createdAt: Date | null };
const view = ({ id, name, createdAt }: Row): z.infer<typeof passkey> => ({
  id,
  name,
  created_at: createdAt?.toISOString() ?? null,
});

/** A passkey opens everything its owner may do: it is added by the owner of the mailbox, not by a company's provider. */
function assertRecent({ signedInAt, boundCompanyId }: Session): void {
  if (boundCompanyId !== null || Date.now() - signedInAt.getTime() > freshSeconds * 1_000) {
    throw new HttpProblem('sign_in_again');
  }
}

export function addPasskeyRoutes(app: GatewayApp, context: GatewayContext): void {
  const { identity } = context;
  app.openapi(list, async (c) => {
    const { userId } = c.get('session');
    const { rows } = await identity.pool.query<Row>(
      'select id, name, "createdAt" from passkey where "userId" = $1 order by "createdAt" desc, id limit 100',
      [userId],
    );
    return c.json({ items: rows.map(view) }, 200);
  });
  app.openapi(begin, async (c) => {
    assertRecent(c.get('session'));
    const answer = await askAuth(context, c, '/passkey/generate-register-options');
    if (answer.status !== 200) throw new HttpProblem('sign_in_again');
    return c.json(passkeyOptions.parse(await answer.json()), 200);
  });
  app.openapi(add, async (c) => {
    assertRecent(c.get('session'));
    const { name, credential } = c.req.valid('json');
    const body = { name, response: credential };
    const answer = await askAuth(context, c, '/passkey/verify-registration', { method: 'POST', body });
    if (answer.status !== 200) throw new HttpProblem('sign_in_failed');
    const { id, createdAt } = (await answer.json()) as { id: string; createdAt: string };
    return c.json(view({ id, name, createdAt: new Date(createdAt) }), 201);
  });
  app.openapi(remove, async (c) => {
    const session = c.get('session');
    if (session.boundCompanyId !== null) throw new HttpProblem('sign_in_again');
    const { id } = c.req.valid('param');
    const { rowCount } = await identity.pool.query('delete from passkey where id = $1 and "userId" = $2', [
      id,
      session.userId,
    ]);
    if (rowCount === 0) throw new HttpProblem('not_found');
    return c.body(null, 204);
  });
}
