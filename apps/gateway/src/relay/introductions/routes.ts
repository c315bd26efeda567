import { Introduction, withCompany } from '@goen/case-store';
import {
  introductionPage,
  introductionQuery,
  introductionView,
  reportIntroduction as reportSchema,
} from '@goen/contracts/public';
import { HttpProblem, readJson } from '@goen/service-kit';
import { z } from 'zod';
import { pageOf, readCursor, readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { keyActor, requireScope } from '../../identity/require-key.ts';
import { reportIntroduction } from './report-introduction.ts';
import { viewOf } from './view-introduction.ts';

const tags = ['introductions'];
const idParam = z.object({ id: z.uuid() });

/** People of the relay who are put before the company. */
export function introductionRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/introductions',
    operationId: 'listIntroductions',
    tags,
    summary: 'Introductions to your positions, the latest first',
    description: 'Who the person is stands in `person` from their yes on; until then only the profile is known.',
    security,
    request: { query: introductionQuery },
    responses: answers({ 200: json(introductionPage, 'A page of introductions.') }, 400, 401, 403, 422),
  });
  app.get('/v1/introductions', requireScope('introductions:read'), async (c) => {
    const { companyId } = c.get('key');
    const { cursor, limit, state, position_id: positionId } = readQuery(c, introductionQuery);
    const after = readCursor(cursor);
    const rows = await withCompany(context.orm, companyId, (em) =>
      em.find(
        Introduction,
        {
          companyId,
          ...(state ? { state } : {}),
          ...(positionId ? { positionId } : {}),
          ...(after ? { $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, id: { $lt: after.id } }] } : {}),
        },
        { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
      ),
    );
    return c.json(pageOf(rows, limit, viewOf, (row) => ({ at: row.createdAt, id: row.id })));
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/introductions/{id}',
    operationId: 'getIntroduction',
    tags,
    summary: 'One introduction',
    security,
    request: { params: idParam },
    responses: answers({ 200: json(introductionView, 'The introduction.') }, 401, 403, 404),
  });
  app.get('/v1/introductions/:id', requireScope('introductions:read'), async (c) => {
    const { companyId } = c.get('key');
    const id = idOf(c.req.param('id'));
    const row = await withCompany(context.orm, companyId, (em) => em.findOne(Introduction, { id, companyId }));
    if (row === null) throw new HttpProblem('not_found');
    return c.json(viewOf(row));
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/introductions/{id}/reports',
    operationId: 'reportIntroduction',
    tags,
    summary: 'Tell how it goes: contacted, interviewing, hired or declined',
    description: 'Only forward; `hired` and `declined` end the introduction. The same report again changes nothing.',
    security,
    request: {
      params: idParam,
      body: { required: true, content: { 'application/json': { schema: reportSchema } } },
    },
    responses: answers({ 200: json(introductionView, 'The introduction.') }, 401, 403, 404, 409, 415, 422),
  });
  app.post('/v1/introductions/:id/reports', requireScope('introductions:write'), async (c) => {
    const key = c.get('key');
    const { report } = await readJson(c, reportSchema);
    const id = idOf(c.req.param('id'));
    return c.json(await reportIntroduction(context, key.companyId, id, { report, by: keyActor(key) }));
  });
}

function idOf(text: string): string {
  const id = z.uuid().safeParse(text);
  if (!id.success) throw new HttpProblem('not_found');
  return id.data;
}
