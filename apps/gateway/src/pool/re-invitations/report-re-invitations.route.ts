import { reInvitationReport, reInvitationReportQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { reportReInvitations } from './report-re-invitations.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/reports/re-invitations',
  operationId: 'getReInvitationReport',
  tags: ['reports'],
  summary: 'Get what became of re-invitations, per position',
  description: 'Answers, replies in time, interests that still wait for you, and applications that followed.',
  access: apiKey('reports:read'),
  request: { query: reInvitationReportQuery },
  responses: { 200: jsonResponse(reInvitationReport, 'Counts in total and per position.') },
});

export function addReportReInvitations(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await reportReInvitations(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
