import { senderDomainView } from '@goen/contracts/internal';
import { defineRoute, jsonResponse, readDomain } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { loadCompanySettings } from '../../services/read-company-settings.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/sender-domain',
  operationId: 'getSenderDomain',
  tags: ['mails'],
  summary: 'SPF, DKIM and DMARC of the domain that your mails come from',
  description:
    'SPF and DKIM as the mail provider reports them, DMARC from DNS. While one of them is pending, mails wait.',
  access: apiKey('mail:read'),
  problems: ['not_found', 'unavailable'],
  responses: { 200: jsonResponse(senderDomainView, 'The state of the domain.') },
});

export function addGetSenderDomain(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { mailProvider, sender } = await loadCompanySettings(context.orm, c.get('companyId'));
    const path = `/sender-domains/${mailProvider}/${encodeURIComponent(readDomain(sender.fromAddress))}`;
    const answer = await askService(context.mail, path);
    return c.json(senderDomainView.parse(await answer.json()), 200);
  });
}
