import { Position, withCompany } from '@goen/case-store';
import { newPosition, positionPage, positionPatch, positionQuery, positionView } from '@goen/contracts/public';
import { HttpProblem, readJson, storable } from '@goen/service-kit';
import { z } from 'zod';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { idempotencyHeader } from '../../http/idempotency/idempotency.ts';
import { requireScope } from '../../identity/require-key.ts';
import { listPositions } from './list-positions.ts';
import { changePosition, openPosition } from './save-position.ts';
import { viewOf } from './view-position.ts';

const tags = ['positions'];
const pathId = z.object({ id: z.uuid() });
const bodyOf = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

/** What a company looks for: candidates of others are found for it, and its own former ones are told of it. */
export function positionRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/positions',
    operationId: 'openPosition',
    tags,
    summary: 'Open a position',
    description: 'Tags are read in Japanese and English. What the law forbids to ask for is refused (`sensitive_tag`).',
    security,
    request: { headers: idempotencyHeader, body: bodyOf(newPosition) },
    responses: answers({ 201: json(positionView, 'The position.') }, 400, 401, 403, 409, 413, 415, 422),
  });
  app.post('/v1/positions', requireScope('positions:write'), async (c) => {
    const given = storable(await readJson(c, newPosition));
    return c.json(viewOf(await openPosition(context, c.get('key').companyId, given)), 201);
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/positions',
    operationId: 'listPositions',
    tags,
    summary: 'Your positions, the newest first',
    security,
    request: { query: positionQuery },
    responses: answers({ 200: json(positionPage, 'A page of positions.') }, 400, 401, 403, 422),
  });
  app.get('/v1/positions', requireScope('positions:read'), async (c) =>
    c.json(await listPositions(context, c.get('key').companyId, readQuery(c, positionQuery))),
  );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/positions/{id}',
    operationId: 'getPosition',
    tags,
    summary: 'A position',
    security,
    request: { params: pathId },
    responses: answers({ 200: json(positionView, 'The position.') }, 401, 403, 404),
  });
  app.get('/v1/positions/:id', requireScope('positions:read'), async (c) => {
    const { companyId } = c.get('key');
    const id = idOf(c.req.param('id'));
    return c.json(
      viewOf(found(await withCompany(context.orm, companyId, (em) => em.findOne(Position, { companyId, id })))),
    );
  });

  app.openAPIRegistry.registerPath({
    method: 'patch',
    path: '/v1/positions/{id}',
    operationId: 'changePosition',
    tags,
    summary: 'Change, close or open a position again; what is left out stays',
    security,
    request: { params: pathId, body: bodyOf(positionPatch) },
    responses: answers({ 200: json(positionView, 'The position.') }, 400, 401, 403, 404, 413, 415, 422),
  });
  app.patch('/v1/positions/:id', requireScope('positions:write'), async (c) => {
    const id = idOf(c.req.param('id'));
    const patch = storable(await readJson(c, positionPatch));
    return c.json(viewOf(found(await changePosition(context, c.get('key').companyId, id, patch))));
  });
}

/** What is no id is the id of nothing. */
const idOf = (text: string): string => found(z.uuid().safeParse(text).data ?? null);

function found<T>(thing: T | null): T {
  if (thing === null) throw new HttpProblem('not_found');
  return thing;
}
