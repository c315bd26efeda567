import { type Accepted, acceptRejections } from '@goen/cases';
import { maxBodyBytes, type RejectionAccepted, rejectionAccepted, rejectionReport } from '@goen/contracts/public';
import { HttpProblem, readJson, storable } from '@goen/service-kit';
import { z } from 'zod';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { idempotencyHeader } from '../../http/idempotency/idempotency.ts';
import { requireScope } from '../../identity/require-key.ts';
import { acceptBatch, spool } from './batch.ts';
import { refusal } from './refusal.ts';

export function rejectionRoutes(app: GatewayApp, context: GatewayContext): void {
  const intakeOf = (companyId: string) => ({
    orm: context.orm,
    companyId,
    personHashKey: context.personHashKey,
    now: context.now(),
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/rejections',
    operationId: 'reportRejection',
    tags: ['rejections'],
    summary: 'Report a rejected candidate',
    description: `The first report and each repeat answer 202. At most ${maxBodyBytes / 1024} kB.`,
    security,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: rejectionReport } } },
    },
    responses: answers({ 202: json(rejectionAccepted, 'Accepted, now or before.') }, 400, 401, 403, 409, 413, 415, 422),
  });
  app.post('/v1/rejections', requireScope('rejections:write'), async (c) => {
    const report = storable(await readJson(c, rejectionReport));
    const [result] = await acceptRejections(intakeOf(c.get('key').companyId), [report]);
    if (result?.kind !== 'accepted') throw result ? refusal(result) : new HttpProblem('internal_error');
    return c.json(viewOf(result), 202);
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/rejections/batch',
    operationId: 'reportRejections',
    tags: ['rejections'],
    summary: 'Report many rejected candidates',
    description: 'NDJSON: a rejection a line, up to 10,000 lines and 50 MB. Answers a result a line, in order.',
    security,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/x-ndjson': { schema: z.string() } } },
    },
    responses: answers(
      { 200: { description: 'A result a line.', content: { 'application/x-ndjson': { schema: z.string() } } } },
      400,
      401,
      403,
      409,
      413,
      415,
    ),
  });
  app.post('/v1/rejections/batch', requireScope('rejections:write'), async (c) => {
    const mediaType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (mediaType !== 'application/x-ndjson') throw new HttpProblem('unsupported_media_type');
    await using spooled = await spool(c.req.raw.body);
    const lines: string[] = [];
    for await (const line of acceptBatch(intakeOf(c.get('key').companyId), spooled.file))
      lines.push(JSON.stringify(line));
    return c.body(lines.map((line) => `${line}\n`).join(''), 200, { 'content-type': 'application/x-ndjson' });
  });
}

export const viewOf = (accepted: Accepted): RejectionAccepted => ({
  case_id: accepted.caseId,
  rejection_id: accepted.rejectionId,
  known: accepted.known,
  joined: accepted.joined,
  ...(accepted.droppedTags.length > 0 ? { dropped_tags: [...accepted.droppedTags] } : {}),
});
