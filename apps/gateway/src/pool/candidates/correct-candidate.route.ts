import { withCompany } from '@goen/case-store';
import { type Corrected, correctCandidate, recordAudit } from '@goen/cases';
import { candidateChange, candidateRecord } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { toApiField, toChange } from './corrected-fields.ts';
import { readCandidate } from './read-candidate.ts';

const route = defineRoute({
  method: 'patch',
  path: '/v1/candidates/{id}',
  operationId: 'correctCandidate',
  tags: ['candidates'],
  summary: 'Correct the details of a candidate, and their tags',
  description:
    'Fields that are left out stay. Each correction is kept with what was there before. Reports that repeat the old value do not undo it; a new value of your ATS does. An address that another candidate has is refused: decide about shared addresses instead.',
  access: apiKey('candidates:write'),
  problems: ['candidate_erased', 'address_in_use'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(candidateChange, {
      family_name: '髙橋',
      email: 'yuki@example.jp',
      add_tags: [{ kind: 'skill', value: 'TypeScript' }],
    }),
  },
  responses: { 200: jsonResponse(candidateRecord, 'The candidate after the correction.') },
});

export function addCorrectCandidate(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id: candidateId } = c.req.valid('param');
    const [companyId, actor, now] = [c.get('companyId'), readActor(c), context.now()];
    const request = c.req.valid('json');
    const record = await withCompany(context.orm, companyId, async (em) => {
      const outcome = await correctCandidate(em, {
        companyId,
        candidateId,
        change: toChange(request),
        addTags: request.add_tags,
        removeTags: request.remove_tags,
        actor,
        now,
        personHashKey: context.personHashKey,
      });
      if (outcome.kind !== 'corrected') throw toProblem(outcome);
      if (outcome.fields.length > 0) {
        const subject = { type: 'candidate', id: candidateId };
        const data = { fields: outcome.fields.map(toApiField) };
        await recordAudit(em, { companyId, actor, action: 'candidate.corrected', subject, data });
      }
      em.clear();
      return readCandidate(em, candidateId, now);
    });
    return c.json(record, 200);
  });
}

function toProblem(outcome: Exclude<Corrected, { kind: 'corrected' }>): HttpProblem {
  switch (outcome.kind) {
    case 'not_found':
      return new HttpProblem('not_found');
    case 'erased':
      return new HttpProblem('candidate_erased');
    case 'address_in_use':
      return new HttpProblem('address_in_use');
    case 'address_unusable':
      return refuse('/email', outcome.kind, 'No mail can be sent to this address.');
    case 'sensitive_tag':
      return refuse(`/add_tags/${outcome.index}`, outcome.kind, outcome.detail);
  }
}

const refuse = (pointer: string, code: string, detail: string): HttpProblem =>
  new HttpProblem('invalid_request', { errors: [{ pointer, code, detail }] });
