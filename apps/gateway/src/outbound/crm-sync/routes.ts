import { resyncStarted, syncRecordPage, syncRecordQuery, syncRetried, syncRetry } from '@goen/contracts/public';
import { readJson } from '@goen/service-kit';
import { z } from 'zod';
import { streamFile } from '../../http/csv.ts';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { connectionIdOf } from '../../inbound/connections/routes.ts';
import { exportCandidates } from './export-candidates.ts';
import { listRecords, resync, retryRecords } from './records.ts';

const tags = ['connections'];
const params = z.object({ id: z.uuid() });

/** What reached a company's CRM and what did not, and the file for one that takes no calls. */
export function syncRoutes(app: GatewayApp, context: GatewayContext): void {
  const scope = requireScope('connections:manage');

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/connections/{id}/records',
    operationId: 'listSyncRecords',
    tags,
    summary: 'Candidates in a CRM: who got there, who waits, who is stuck and why',
    security,
    request: { params, query: syncRecordQuery },
    responses: answers(
      { 200: json(syncRecordPage, 'A page, in the order of candidate ids.') },
      400,
      401,
      403,
      404,
      422,
    ),
  });
  app.get('/v1/connections/:id/records', scope, async (c) =>
    c.json(
      await listRecords(
        context,
        c.get('key').companyId,
        connectionIdOf(c.req.param('id')),
        readQuery(c, syncRecordQuery),
      ),
    ),
  );

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/connections/{id}/records/retry',
    operationId: 'retrySyncRecords',
    tags,
    summary: 'Try again, at once, what is stuck',
    security,
    request: { params, body: { required: true, content: { 'application/json': { schema: syncRetry } } } },
    responses: answers({ 200: json(syncRetried, 'How many are tried again.') }, 400, 401, 403, 404, 413, 415, 422),
  });
  app.post('/v1/connections/:id/records/retry', scope, async (c) => {
    const { candidate_ids: ids } = await readJson(c, syncRetry);
    return c.json(await retryRecords(context, c.get('key').companyId, connectionIdOf(c.req.param('id')), ids));
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/connections/{id}/resync',
    operationId: 'resyncConnection',
    tags,
    summary: 'Push the whole pool to a CRM: once after it was connected, or after something was changed there',
    description: 'It is filled in bit by bit, beside what happens meanwhile. What happened before becomes no notes.',
    security,
    request: { params },
    responses: answers({ 202: json(resyncStarted, 'It is being filled.') }, 401, 403, 404, 422),
  });
  app.post('/v1/connections/:id/resync', scope, async (c) =>
    c.json(await resync(context, c.get('key').companyId, connectionIdOf(c.req.param('id'))), 202),
  );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/connections/{id}/export.csv',
    operationId: 'exportCandidates',
    tags,
    summary: 'The pool as a CSV file, in the columns and the encoding that the connection is set to',
    description:
      'Of connections of kind `talentcloud`. 422 `text_not_in_encoding`, and no file, where a character can’t be written.',
    security,
    request: { params },
    responses: answers(
      { 200: { description: 'The file.', content: { 'text/csv': { schema: z.string() } } } },
      401,
      403,
      404,
      422,
    ),
  });
  app.get('/v1/connections/:id/export.csv', scope, requireScope('candidates:read'), async (c) => {
    const file = await exportCandidates(context, c.get('key').companyId, connectionIdOf(c.req.param('id')));
    c.header('content-type', `text/csv; charset=${file.charset}`);
    c.header('content-disposition', 'attachment; filename="candidates.csv"');
    return streamFile(c, context, file.parts());
  });
}
