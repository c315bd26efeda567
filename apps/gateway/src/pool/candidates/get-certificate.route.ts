import { Company, withCompany } from '@goen/case-store';
import { certificateQuery, erasureCertificate } from '@goen/contracts/public';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { certificatePage } from './certificate-page.ts';
import { readCertificate } from './read-certificate.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/candidates/{id}/erasure',
  operationId: 'getErasureCertificate',
  tags: ['candidates'],
  summary: 'Get the certificate of an erasure',
  description:
    'What was deleted, where and when, and what the law wants kept; nothing about the person. `format=html` is a page to print, in Japanese or English. Also for erasures that the person, your ATS or the end of the keeping brought about.',
  access: apiKey('candidates:read'),
  request: { params: z.object({ id: z.uuid() }), query: certificateQuery },
  responses: {
    200: {
      description: 'The certificate.',
      content: { 'application/json': { schema: erasureCertificate }, 'text/html': { schema: z.string() } },
    },
  },
});

export function addGetCertificate(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { format, lang } = c.req.valid('query');
    const { certificate, name } = await withCompany(context.orm, companyId, async (em) => ({
      certificate: await readCertificate(em, c.req.valid('param').id),
      name: (await em.findOneOrFail(Company, { id: companyId })).name,
    }));
    if (format === 'json') return c.json(certificate, 200);
    return c.html(certificatePage(certificate, name, lang, context.now()), 200);
  });
}
