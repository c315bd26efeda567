import { candidateExperience, experienceQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readCandidateExperience } from './read-candidate-experience.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/reports/candidate-experience',
  operationId: 'candidateExperience',
  tags: ['reports'],
  summary: 'Get what candidates say about applying to you, in groups of five or more',
  description:
    'Whether candidates would recommend applying, by month of the answer and stage reached. Smaller groups and the current month are left out; nothing names a candidate.',
  access: apiKey('reports:read'),
  request: { query: experienceQuery },
  responses: { 200: jsonResponse(candidateExperience, 'The groups, the latest month first.') },
});

export function addGetCandidateExperience(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await readCandidateExperience(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
