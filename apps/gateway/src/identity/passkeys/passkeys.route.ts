import { newPasskey, passkey, passkeyChange, passkeyList, passkeyOptions } from '@goen/contracts/public';
import { HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { defineSessionRoute } from '../define-session-route.ts';
import type { Session } from '../sessions/find-session.ts';
import { askAuth } from '../sign-in/ask-auth.ts';
import { freshSeconds } from '../sign-in/auth.ts';

const list = defineSessionRoute({
  method: 'get',
  path: '/v1/passkeys',
  operationId: 'listPasskeys',
  summary: 'List your passkeys',
  responses: { 200: jsonResponse(passkeyList, 'Your passkeys, the newest first.') },
});
const begin = defineSessionRoute({
  method: 'post',
  path: '/v1/passkeys/options',
  operationId: 'beginPasskey',
  summary: 'Begin to add a passkey',
  description: 'Needs a sign-in of the last 15 minutes, with a link or a passkey.',
  responses: { 200: jsonResponse(passkeyOptions, 'Options for `navigator.credentials.create`.') },
  problems: ['sign_in_again'],
});
const add = defineSessionRoute({
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
const rename = defineSessionRoute({
  method: 'patch',
  path: '/v1/passkeys/{id}',
  operationId: 'renamePasskey',
  summary: 'Rename one of your passkeys',
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(passkeyChange, { name: '会社のMacBook' }) },
  responses: { 200: jsonResponse(passkey, 'The passkey.') },
  problems: ['sign_in_again'],
});
const remove = defineSessionRoute({
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

/** A passkey opens everything its owner may do: it belongs to the owner of the mailbox, not to a company's provider. */
function assertOwnMailbox({ boundCompanyId }: Session): void {
  if (boundCompanyId !== null) throw new HttpProblem('sign_in_again');
}

function assertRecent(session: Session): void {
  assertOwnMailbox(session);
  if (Date.now() - session.signedInAt.getTime() > freshSeconds * 1_000) throw new HttpProblem('sign_in_again');
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
  app.openapi(rename, async (c) => {
    const session = c.get('session');
    assertOwnMailbox(session);
    const { rows } = await identity.pool.query<Row>(
      'update passkey set name = $1 where id = $2 and "userId" = $3 returning id, name, "createdAt"',
      [c.req.valid('json').name, c.req.valid('param').id, session.userId],
    );
    const [renamed] = rows;
    if (renamed === undefined) throw new HttpProblem('not_found');
    return c.json(view(renamed), 200);
  });
  app.openapi(remove, async (c) => {
    const session = c.get('session');
    assertOwnMailbox(session);
    const { id } = c.req.valid('param');
    const { rowCount } = await identity.pool.query('delete from passkey where id = $1 and "userId" = $2', [
      id,
      session.userId,
    ]);
    if (rowCount === 0) throw new HttpProblem('not_found');
    return c.body(null, 204);
  });
}
