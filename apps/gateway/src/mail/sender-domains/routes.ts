import { Company, withCompany } from '@goen/case-store';
import { companySettings, senderDomainView } from '@goen/contracts/internal';
import { domainOf } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';

/** Whether the company's mails may leave from its address, as its provider says. */
export function senderDomainRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/sender-domain',
    operationId: 'getSenderDomain',
    tags: ['mails'],
    summary: 'SPF, DKIM and DMARC of the domain that your mails come from',
    description: 'SPF and DKIM as the mail provider reports them, DMARC from DNS. While one is pending, mails wait.',
    security,
    responses: answers({ 200: json(senderDomainView, 'The state of the domain.') }, 401, 403, 503),
  });
  app.get('/v1/sender-domain', requireScope('mail:read'), async (c) => {
    const { companyId } = c.get('key');
    const { settings } = await withCompany(context.orm, companyId, (em) =>
      em.findOneOrFail(Company, { id: companyId }),
    );
    const { mailProvider, sender } = companySettings.parse(settings);
    const path = `/sender-domains/${mailProvider}/${encodeURIComponent(domainOf(sender.fromAddress))}`;
    return c.json(senderDomainView.parse(await (await askService(context.mail, path)).json()));
  });
}
