import { wordingVersion } from '@goen/contracts/internal';
import { saveWordingV1, wordingV1 } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { auditWording, toWordingTarget, viewWordings } from './wording-views.ts';

const route = defineRoute({
  method: 'put',
  path: '/v1/wordings',
  operationId: 'saveWording',
  tags: ['wordings'],
  summary: 'Save a wording as a new version, used from the next mail on',
  description: 'Markdown with variables. Each error names its line and column.',
  access: apiKey('mail:write'),
  problems: ['unavailable'],
  request: {
    body: jsonBody(saveWordingV1, {
      kind: 'rejection',
      locale: 'ja',
      stage: 'interview',
      job_category: null,
      subject: '選考結果のご連絡',
      body: '{{addressee}}\n\n面接では貴重なお話をありがとうございました。',
    }),
  },
  responses: { 200: jsonResponse(wordingV1, 'The new version.') },
});

export function addSaveWording(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { subject, body, ...target } = c.req.valid('json');
    const request = {
      company: c.get('companyId'),
      savedBy: formatActor(readActor(c)),
      ...toWordingTarget(target),
      subject,
      body,
    };
    const answer = await askService(context.mail, '/wordings', { method: 'PUT', body: request });
    const saved = wordingVersion.parse(await answer.json());
    await auditRequest(context, c, auditWording('wording.saved', saved));
    const [view] = await viewWordings(context, c.get('companyId'), [saved]);
    return c.json(view, 200);
  });
}
