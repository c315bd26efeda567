import { withCompany } from '@goen/case-store';
import { loadActors, type Overruling, overruleTag, recordAudit } from '@goen/cases';
import { newTagOverrule, sensitiveTagDetail, tagOverrule } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { viewTagOverrule } from './list-tag-overrules.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/tag-overrules',
  operationId: 'createTagOverrule',
  tags: ['candidates'],
  summary: 'Overrule that the name of a skill or job is refused as sensitive',
  description:
    'For one exact value, as a skill and as a job category, in rejections and positions from now on; width, case and blanks do not matter. What says something about a person cannot be overruled.',
  access: apiKey('positions:write'),
  idempotent: true,
  problems: ['tag_never_allowed', 'overrule_revoked'],
  request: {
    body: jsonBody(newTagOverrule, { value: '循環器疾患', because: '診療科の業務経験を表すスキル名' }),
  },
  responses: {
    200: jsonResponse(tagOverrule, 'The value was overruled before.'),
    201: jsonResponse(tagOverrule, 'The new overrule.'),
  },
});

export function addCreateTagOverrule(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const scope = { companyId: c.get('companyId'), now: context.now(), party: 'company' } as const;
    const actor = readActor(c);
    const overrule = { ...c.req.valid('json'), by: formatActor(actor) };
    const { view, isNew } = await withCompany(context.orm, scope.companyId, async (em) => {
      const outcome = await overruleTag(em, scope, overrule);
      if (outcome.kind !== 'overruled') throw toProblem(outcome);
      const { row } = outcome;
      const { companyId } = scope;
      const subject = { type: 'tag_overrule', id: row.id };
      if (outcome.isNew) await recordAudit(em, { companyId, actor, action: 'tag_overrule.created', subject });
      return { view: viewTagOverrule(row, await loadActors(em, [row.overruledBy])), isNew: outcome.isNew };
    });
    return c.json(view, isNew ? 201 : 200);
  });
}

function toProblem(outcome: Exclude<Overruling, { kind: 'overruled' }>): HttpProblem {
  const pointer = '/value';
  switch (outcome.kind) {
    case 'never_overruled': {
      const detail = sensitiveTagDetail(outcome.subject);
      return new HttpProblem('tag_never_allowed', { errors: [{ pointer, code: 'sensitive_tag', detail }] });
    }
    case 'not_refused': {
      const detail = 'This value is not refused as sensitive, so there is nothing to overrule.';
      return new HttpProblem('invalid_request', { errors: [{ pointer, code: outcome.kind, detail }] });
    }
    case 'revoked_by_operator':
      return new HttpProblem('overrule_revoked');
  }
}
