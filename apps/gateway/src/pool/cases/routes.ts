import { casePage, caseQuery, caseView } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { listCases, viewCase } from './view-case.ts';

const caseId = z.uuid();

export function caseRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/cases',
    operationId: 'listCases',
    tags: ['cases'],
    summary: 'List cases, the newest first',
    security,
    request: { query: caseQuery },
    responses: answers({ 200: json(casePage, 'A page of cases.') }, 400, 401, 403, 422),
  });
  app.get('/v1/cases', requireScope('cases:read'), async (c) =>
    c.json(await listCases(context, c.get('key').companyId, readQuery(c, caseQuery))),
  );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/cases/{id}',
    operationId: 'getCase',
    tags: ['cases'],
    summary: 'One case: its facts as a timeline, what comes next and when',
    security,
    request: { params: z.object({ id: caseId }) },
    responses: answers({ 200: json(caseView, 'The case.') }, 401, 403, 404),
  });
  app.get('/v1/cases/:id', requireScope('cases:read'), async (c) => {
    const id = caseId.safeParse(c.req.param('id'));
    const view = id.success ? await viewCase(context, c.get('key').companyId, id.data) : null;
    if (view === null) throw new HttpProblem('not_found');
    return c.json(view);
  });
}
