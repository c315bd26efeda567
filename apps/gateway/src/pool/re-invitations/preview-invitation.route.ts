import { invitationPreviewQuery } from '@goen/contracts/public';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { previewResponse, sendPreview } from '../../mail/wordings/preview-response.ts';
import { buildInvitationPreview } from './build-invitation-preview.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/positions/{id}/invitation-preview',
  operationId: 'previewInvitation',
  tags: ['re-invitations'],
  summary: 'Preview the mail about an opening as one former candidate would receive it',
  description: 'Nothing is stored. The links to the candidate’s page lead nowhere.',
  access: apiKey('positions:read', 'candidates:read'),
  problems: ['not_found', 'position_closed', 'picture_unavailable', 'unavailable'],
  request: { params: z.object({ id: z.uuid() }), query: invitationPreviewQuery },
  responses: { 200: previewResponse },
});

export function addPreviewInvitation(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { as, width, color_scheme: colorScheme, ...about } = c.req.valid('query');
    const positionId = c.req.valid('param').id;
    const request = await buildInvitationPreview(context, c.get('companyId'), { ...about, positionId });
    const query = { as, width, colorScheme };
    const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query, body: request });
    return sendPreview(c, answer, as);
  });
}
