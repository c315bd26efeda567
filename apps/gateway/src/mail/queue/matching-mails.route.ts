import { matchingMails, matchingMailsDecision, matchingMailsQuery, matchingMailsResult } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { hasScope, readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { decideMatchingMails, matchMails } from './matching-mails.ts';

const match = defineRoute({
  method: 'get',
  path: '/v1/mails/matching',
  operationId: 'matchMails',
  tags: ['mails'],
  summary: 'Count the mails that a filter finds, and get a token for exactly these',
  access: apiKey('mail:read'),
  request: { query: matchingMailsQuery },
  responses: { 200: jsonResponse(matchingMails, 'How many there are, 2,000 at most, and their token.') },
});

const decide = defineRoute({
  method: 'post',
  path: '/v1/mails/matching/decisions',
  operationId: 'decideMatchingMails',
  tags: ['mails'],
  summary: 'Decide about everything that a filter finds',
  description: `
Decides about the next \`limit\` mails, if the filter still finds exactly those that \`token\` stands for, so that nothing
unseen is approved; otherwise nothing is decided. To approve also
needs the scope \`mail:approve\`. \`next\` has what to send for the rest.`,
  access: apiKey('mail:write'),
  idempotent: 'steps',
  request: {
    body: jsonBody(matchingMailsDecision, {
      filter: { state: 'awaiting', sends_on: '2026-11-25' },
      token: 'x7s2J9vXcK0bqPZ0mT0h1qkq8S5nqv1E1b2Q3r4t5u6',
      action: 'approve',
    }),
  },
  responses: { 200: jsonResponse(matchingMailsResult, 'What was decided, and what is left.') },
  problems: ['selection_changed'],
});

export function addMatchMails(app: GatewayApp, context: GatewayContext): void {
  app.openapi(match, async (c) => c.json(await matchMails(context, c.get('companyId'), c.req.valid('query')), 200));
}

export function addDecideMatchingMails(app: GatewayApp, context: GatewayContext): void {
  app.openapi(decide, async (c) => {
    const decider = { actor: readActor(c), mayApprove: hasScope(c, 'mail:approve') };
    return c.json(await decideMatchingMails(context, c.get('companyId'), c.req.valid('json'), decider), 200);
  });
}
