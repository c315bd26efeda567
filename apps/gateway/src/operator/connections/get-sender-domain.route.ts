import { companySettings, senderDomainView } from '@goen/contracts/internal';
import { HttpProblem, jsonResponse, readDomain } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/companies/{id}/sender-domain',
  operationId: 'getOperatorSenderDomain',
  tags: ['operator-connections'],
  summary: 'Check the sender domain of a company, and list the DNS records that it needs',
  description:
    'SPF and DKIM as the mail provider reports them, at most a minute old while they are not verified; DMARC from DNS.',
  problems: ['not_found', 'unavailable'],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(senderDomainView, 'The state of the domain.') },
});

export function addGetOperatorSenderDomain(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const [company] = await withConsole(context, (em) =>
      em.execute<{ settings: unknown }[]>('select settings from company where id = ?', [c.req.valid('param').id]),
    );
    if (company === undefined) throw new HttpProblem('not_found');
    const { mailProvider, sender } = companySettings.parse(company.settings);
    const path = `/sender-domains/${mailProvider}/${encodeURIComponent(readDomain(sender.fromAddress))}`;
    return c.json(senderDomainView.parse(await (await askService(context.mail, path)).json()), 200);
  });
}
