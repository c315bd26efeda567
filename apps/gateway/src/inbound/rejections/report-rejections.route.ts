import { maxBatchBytes, maxBatchRows } from '@goen/contracts/public';
import { defineRoute, limitBody, rawResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { acceptBatch, spoolBatch } from './accept-batch.ts';
import { toIntakeContext } from './view-accepted.ts';

const mediaType = 'application/x-ndjson';
const limit = { maxBytes: maxBatchBytes, tooLargeCode: 'batch_too_large' } as const;

const route = defineRoute({
  method: 'post',
  path: '/v1/rejections/batch',
  operationId: 'reportRejections',
  tags: ['rejections'],
  summary: 'Report many rejected candidates',
  description: `NDJSON: one rejection per line, up to ${maxBatchRows.toLocaleString('en')} lines and 50 MB. Returns one result per line, in order.`,
  access: apiKey('rejections:write'),
  idempotent: 'steps',
  maxBodyBytes: limit.maxBytes,
  tooLargeCode: limit.tooLargeCode,
  request: {
    body: {
      required: true,
      content: {
        [mediaType]: {
          schema: z.string(),
          example:
            '{"source":{"ats":"herp"},"application":{"remote_id":"A-1","rejected_at":"2026-11-24T10:00:00+09:00"},"candidate":{"remote_id":"C-1"}}\n',
        },
      },
    },
  },
  responses: { 200: rawResponse(mediaType, 'One result per line: its number, status, and the result or problem.') },
});

export function addReportRejections(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    await using spooled = await spoolBatch(limitBody(c, limit));
    const lines: string[] = [];
    for await (const line of acceptBatch(toIntakeContext(context, c.get('companyId')), spooled.file)) {
      lines.push(`${JSON.stringify(line)}\n`);
    }
    return c.body(lines.join(''), 200, { 'content-type': mediaType });
  });
}
