import { FactRow, withCompany } from '@goen/case-store';
import { recordAudit } from '@goen/cases';
import { type CandidateExport, candidateExport } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readCandidate } from './read-candidate.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/candidates/{id}/export',
  operationId: 'exportCandidate',
  tags: ['candidates'],
  summary: 'Export everything that is held about one candidate',
  description:
    'A JSON file with the candidate’s record, and what happened with dates: for a request for disclosure (個人情報保護法 Art. 33). It contains notes of colleagues and reasons of results: decide what you hand out.',
  access: apiKey('candidates:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(candidateExport, 'The file.') },
});

export function addExportCandidate(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const [companyId, actor, now] = [c.get('companyId'), readActor(c), context.now()];
    const file = await withCompany(context.orm, companyId, async (em): Promise<CandidateExport> => {
      const candidate = await readCandidate(em, id, now);
      const facts = await em.find(FactRow, { candidateId: id }, { orderBy: { seq: 'asc' } });
      const subject = { type: 'candidate', id };
      await recordAudit(em, { companyId, actor, action: 'candidate.exported', subject });
      return {
        exported_at: now.toISOString(),
        candidate,
        history: facts.map(({ kind, at, caseId, data }) => ({
          kind,
          at: at.toISOString(),
          case_id: caseId,
          data: { ...data },
        })),
      };
    });
    c.header('content-disposition', `attachment; filename="candidate-${id}.json"`);
    c.header('cache-control', 'no-store');
    return c.json(file, 200);
  });
}
