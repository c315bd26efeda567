import { withCompany } from '@goen/case-store';
import { rotateKey } from '@goen/cases';
import { apiKeyRotation, issuedApiKey } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { isSandbox, readCompanySettings } from '../../services/read-company-settings.ts';
import { readActor } from '../principal.ts';
import { apiKey } from '../require-key.ts';
import { assertMayGive, assertOutlived, viewIssued } from './create-api-key.route.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/api-keys/{id}/rotate',
  operationId: 'rotateApiKey',
  tags: ['api-keys'],
  summary: 'Replace a key',
  description:
    'The new key has the same name, scopes and expiry; it is shown only once. The old one goes on working during the overlap. You need all of its scopes; a key may rotate itself. `Idempotency-Key` has no effect here.',
  access: apiKey('keys:manage'),
  // Not idempotent: the stored response of a replay would contain the key in the clear.
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(apiKeyRotation, { overlap_hours: 24 }) },
  responses: { 201: jsonResponse(issuedApiKey, 'The new key.') },
});

export function addRotateApiKey(app: GatewayApp, { orm, now }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const { overlap_hours: overlapHours } = c.req.valid('json');
    const issued = await withCompany(orm, companyId, async (em) => {
      const isTest = isSandbox(await readCompanySettings(em, companyId));
      const key = await rotateKey(em, { companyId, id, overlapHours, isTest }, readActor(c));
      // In the transaction, so that nothing of a refused rotation stays.
      if (key) assertMayGive(c.get('principal'), key.row.scopes);
      if (key) assertOutlived(c.get('principal'), key.row.expiresAt ?? null);
      return key && viewIssued(em, key, now());
    });
    if (issued === null) throw new HttpProblem('not_found');
    return c.json(issued, 201);
  });
}
