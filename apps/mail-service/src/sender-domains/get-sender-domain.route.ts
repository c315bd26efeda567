import { type SenderDomainView, senderDomainView } from '@goen/contracts/internal';
import { mailProvider } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { SenderDomain } from '../database/sender-domain.ts';
import { type MailApp, serviceToken } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { checkDmarc } from './check-dmarc.ts';
import { checkSenderDomain } from './check-sender-domain.ts';

const route = defineRoute({
  method: 'get',
  path: '/sender-domains/{provider}/{domain}',
  operationId: 'getSenderDomain',
  summary: 'Whether mails may leave from a domain (SPF, DKIM, DMARC)',
  access: serviceToken,
  request: { params: z.object({ provider: mailProvider, domain: z.string().toLowerCase() }) },
  responses: { 200: jsonResponse(senderDomainView, 'The domain.') },
});

export function addGetSenderDomain(app: MailApp, { orm, lanes }: Pick<MailContext, 'orm' | 'lanes'>): void {
  app.openapi(route, async (c) => {
    const { provider: name, domain } = c.req.valid('param');
    const lane = lanes.get(name);
    if (!lane) throw new HttpProblem('not_found');
    const [checked, dmarc] = await Promise.all([checkSenderDomain(orm, lane.provider, domain), checkDmarc(domain)]);
    return c.json({ ...toSenderDomainView(checked), dmarc }, 200);
  });
}

const toSenderDomainView = (row: SenderDomain): Omit<SenderDomainView, 'dmarc'> => ({
  provider: row.provider,
  domain: row.domain,
  state: row.state,
  spf: row.spf,
  dkim: row.dkim,
  checked_at: row.checkedAt.toISOString(),
});
