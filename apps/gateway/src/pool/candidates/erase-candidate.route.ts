import { withCompany } from '@goen/case-store';
import { erasureCertificate, erasureOrder } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readCertificate } from './read-certificate.ts';
import { eraseAtRequest } from './requests-of-person.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/candidates/{id}/erasure',
  operationId: 'eraseCandidate',
  tags: ['candidates'],
  summary: 'Delete a candidate’s data at their request',
  description:
    'For requests that reach you by phone, letter or mail (個人情報保護法 Art. 35). It cannot be undone. The details are deleted at once, the mails and the copies in CRMs shortly after: the certificate says when. Make sure that whoever asked is the person, or may act for them.',
  access: apiKey('candidates:write'),
  idempotent: true,
  problems: ['candidate_erased'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(erasureOrder, {
      asked_by: 'person',
      asked_via: 'letter',
      asked_on: '2026-11-20',
      reason: 'asked_by_person',
    }),
  },
  responses: { 202: jsonResponse(erasureCertificate, 'The certificate; not complete yet.') },
});

export function addEraseCandidate(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const scope = { companyId, candidateId: c.req.valid('param').id, actor: readActor(c), now: context.now() };
    const certificate = await withCompany(context.orm, companyId, async (em) => {
      await eraseAtRequest(em, scope, c.req.valid('json'), context.personHashKey);
      return readCertificate(em, scope.candidateId);
    });
    return c.json(certificate, 202);
  });
}
