import { wordingEffect, wordingTargetV1 } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { countAffectedMails } from './count-affected-mails.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/wordings/effect',
  operationId: 'getWordingEffect',
  tags: ['wordings'],
  summary: 'How many queued mails a wording would change',
  description: `
The mails in the queue whose text is, or would be, the wording for this target: those for which no wording is nearer and
which nobody edited. Mails about introductions and openings are not counted.`,
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { query: wordingTargetV1 },
  responses: { 200: jsonResponse(wordingEffect, 'The number of mails.') },
});

export function addGetWordingEffect(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await countAffectedMails(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
