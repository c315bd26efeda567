import { previewRequestV1 } from '@goen/contracts/public';
import { defineRoute, jsonBody } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { loadCompanySettings } from '../../services/read-company-settings.ts';
import { previewResponse, sendPreview } from './preview-response.ts';
import { toWordingTarget } from './wording-views.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/wordings/preview',
  operationId: 'previewWording',
  tags: ['wordings'],
  summary: 'Preview a wording in its frame, with sample data',
  description: 'A saved wording or one that you send along; as HTML and text, as text only, or as a picture.',
  access: apiKey('mail:read'),
  // Changes nothing, and a picture is not kept for a repeat.
  idempotent: false,
  problems: ['picture_unavailable', 'unavailable'],
  request: {
    body: jsonBody(previewRequestV1, {
      kind: 'rejection',
      locale: 'ja',
      stage: 'interview',
      wording: {
        subject: '選考結果のご連絡',
        body: '{{addressee}}\n\n面接では貴重なお話をありがとうございました。',
      },
      as: 'html',
    }),
  },
  responses: { 200: previewResponse },
});

export function addPreviewWording(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const company = c.get('companyId');
    const { color_scheme: colorScheme, as, width, wording, ...target } = c.req.valid('json');
    const { sender } = await loadCompanySettings(context.orm, company);
    const body = { company, sender, as, width, colorScheme, wording, ...toWordingTarget(target) };
    return sendPreview(c, await askService(context.mail, '/previews', { method: 'POST', body }), as);
  });
}
