import { withCompany } from '@goen/case-store';
import { buildReInvitationRequest } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import { invitationPreviewQuery } from '@goen/contracts/public';
import { defineRoute, HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { previewResponse, sendPreview } from '../../mail/wordings/preview-response.ts';
import { findOpenPosition, prepareInvitation } from './prepare-invitation.ts';

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
    const request = await buildRequest(context, c.get('companyId'), { ...about, ...c.req.valid('param') });
    if (request === null) throw new HttpProblem('not_found');
    const query = { as, width, colorScheme };
    const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query, body: request });
    return sendPreview(c, answer, as);
  });
}

type About = { readonly id: string; readonly candidate_id: string; readonly what_is_new?: string | undefined };

/** Null: there is no such candidate, or no address. */
function buildRequest(
  { orm, now, publicUrl }: GatewayContext,
  companyId: string,
  { id, candidate_id: candidateId, what_is_new: whatIsNew }: About,
): Promise<MessageRequest | null> {
  const viewedAt = now();
  return withCompany(orm, companyId, async (em) => {
    const position = await findOpenPosition(em, companyId, id);
    const request = {
      position,
      whatIsNew: whatIsNew ?? null,
      owner: { name: 'preview', email: null },
      by: 'preview',
      now: viewedAt,
    };
    const prepared = await prepareInvitation(em, candidateId, request);
    if (prepared === null) return null;
    const { row, loadedCase } = prepared;
    const { hours, approval } = loadedCase.file.settings;
    const file = {
      facts: [],
      createdAtMs: viewedAt.getTime(),
      hours,
      approval,
      block: null,
      areMailsPaused: false,
      isPositionOpen: true,
    };
    const mail = {
      kind: 're_invitation' as const,
      key: 'preview',
      token: 'preview',
      nowMs: viewedAt.getTime(),
      publicUrl,
    };
    return buildReInvitationRequest(em, { row, file, loadedCase }, mail);
  });
}
