import { withCompany } from '@goen/case-store';
import { recordAudit, rotateLink } from '@goen/cases';
import { linkRotation, registrationLinkView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/registration-link/rotation',
  operationId: 'rotateRegistrationLink',
  tags: ['registrations'],
  summary: 'Replace the registration link',
  description:
    'Put the new one into your template. Earlier links go on working for some days, unless you say otherwise.',
  access: apiKey('mail:write'),
  idempotent: true,
  request: { body: jsonBody(linkRotation, { keep_old_days: 30 }) },
  responses: { 200: jsonResponse(registrationLinkView, 'The new link.') },
});

export function addRotateRegistrationLink(app: GatewayApp, context: GatewayContext): void {
  const { orm, personHashKey, publicUrl, now } = context;
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { keep_old_days: keepDays } = c.req.valid('json');
    const link = await withCompany(orm, companyId, async (em) => {
      const rotated = await rotateLink(em, companyId, personHashKey, now(), keepDays);
      await recordAudit(em, {
        companyId,
        actor: readActor(c),
        action: 'registration_link.rotated',
        subject: { type: 'company', id: companyId },
        data: { keep_old_days: keepDays },
      });
      return rotated;
    });
    return c.json({ url: `${publicUrl}/r/${link.token}`, created_at: link.createdAt.toISOString() }, 200);
  });
}
