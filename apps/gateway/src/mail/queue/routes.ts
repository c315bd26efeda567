import { preview } from '@goen/contracts/internal';
import {
  mailDecisionResults,
  mailDecisionRows,
  mailDecisions,
  mailPreviewQuery,
  maxDecisionsBytes,
  queuedMailPage,
  queueQuery,
} from '@goen/contracts/public';
import { HttpProblem, readJson, storable } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { idempotencyHeader } from '../../http/idempotency/idempotency.ts';
import { requireScope } from '../../identity/require-key.ts';
import { previewAnswer } from '../wordings/preview-routes.ts';
import { previewViewOf } from '../wordings/views.ts';
import { decideMails } from './decide-mails.ts';
import { listMails } from './list-mails.ts';
import { nextMailRequest } from './preview-mail.ts';

const tags = ['mails'];
const caseId = z.uuid();

/** What is about to leave in a company's name, for its people to look at and to decide. */
export function mailRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/mails',
    operationId: 'listMails',
    tags,
    summary: 'The mails that are to come, the soonest first: the next one of each open case',
    security,
    request: { query: queueQuery },
    responses: answers({ 200: json(queuedMailPage, 'A page of mails.') }, 400, 401, 403, 422),
  });
  app.get('/v1/mails', requireScope('mail:read'), async (c) =>
    c.json(await listMails(context, c.get('key').companyId, readQuery(c, queueQuery))),
  );

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/mails/{case_id}/preview',
    operationId: 'previewMail',
    tags,
    summary: 'The next mail of a case as its candidate would get it',
    description: 'With the words of an edit that was approved. The links to the candidate’s page lead nowhere.',
    security,
    request: { params: z.object({ case_id: caseId }), query: mailPreviewQuery },
    responses: answers({ 200: previewAnswer }, 401, 403, 404, 422, 503),
  });
  app.get('/v1/mails/:case_id/preview', requireScope('mail:read'), async (c) => {
    const id = caseId.safeParse(c.req.param('case_id'));
    const { as, width, color_scheme: colorScheme } = readQuery(c, mailPreviewQuery);
    const request = id.success ? await nextMailRequest(context, c.get('key').companyId, id.data) : null;
    if (request === null) throw new HttpProblem('not_found');
    const query = { as, width, colorScheme };
    const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query, body: request });
    if (as === 'picture') return c.body(await answer.arrayBuffer(), 200, { 'content-type': 'image/png' });
    return c.json(previewViewOf(preview.parse(await answer.json())));
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/mails/decisions',
    operationId: 'decideMails',
    tags,
    summary: 'Approve, edit, hold, release or cancel mails, one or many',
    description: 'A result a row, in order; a bad row harms no other. The pointers of a row’s problem are within it.',
    security,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: mailDecisions } } },
    },
    responses: answers({ 200: json(mailDecisionResults, 'What came of each.') }, 400, 401, 403, 409, 413, 415, 422),
  });
  app.post('/v1/mails/decisions', requireScope('mail:write'), async (c) => {
    const { decisions, by } = await readJson(c, mailDecisionRows, maxDecisionsBytes);
    const { by: who } = storable({ by });
    return c.json({ results: await decideMails(context, c.get('key').companyId, decisions, who) });
  });
}
