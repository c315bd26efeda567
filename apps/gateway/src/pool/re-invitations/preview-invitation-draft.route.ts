import { previewInvitation } from '@goen/contracts/public';
import { defineRoute, jsonBody } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { previewResponse, sendPreview } from '../../mail/wordings/preview-response.ts';
import { buildInvitationPreview } from './build-invitation-preview.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/positions/{id}/invitation-preview',
  operationId: 'previewInvitationDraft',
  tags: ['re-invitations'],
  summary: 'Preview the mail about an opening with a text that is not saved',
  description:
    'As one former candidate would receive it. Nothing is stored; faults of the text are problems with their place.',
  access: apiKey('positions:read', 'candidates:read'),
  // Changes nothing.
  idempotent: false,
  problems: ['not_found', 'position_closed', 'unavailable'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(previewInvitation, {
      candidate_id: '0199a1f0-7c3e-7d7a-8a53-3f0f1c1f2a10',
      what_is_new: 'フルリモートで働けるようになり、決済基盤を担う新しいチームができました。',
      wording: {
        subject: '{{position}}の募集のご案内',
        body: '{{addressee}}\n\n{{whatIsNew}}\n\n{{positions}}\n\n[募集のご案内を見る]({{pageUrl}})',
      },
    }),
  },
  responses: { 200: previewResponse },
});

export function addPreviewInvitationDraft(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const about = { ...c.req.valid('json'), positionId: c.req.valid('param').id };
    const body = await buildInvitationPreview(context, c.get('companyId'), about);
    const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query: { as: 'html' }, body });
    return sendPreview(c, answer, 'html');
  });
}
