import { retentionPreview, retentionPreviewQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { previewRetention } from './retention.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/retention/preview',
  operationId: 'previewRetention',
  tags: ['operator-platform'],
  summary: 'Count what the next purges would delete or blank, also with other days; deletes nothing',
  description: 'Counts the rows of all companies and takes as long as that takes: ask when somebody wants to know.',
  problems: ['not_found', 'unavailable'],
  request: { query: retentionPreviewQuery },
  responses: { 200: jsonResponse(retentionPreview, 'The number of rows per kind of data.') },
});

export function addPreviewRetention(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await previewRetention(context, c.req.valid('query')), 200));
}
