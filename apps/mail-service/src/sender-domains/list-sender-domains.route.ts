import { senderDomainList } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { SenderDomain } from '../database/sender-domain.ts';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';

const route = defineRoute({
  method: 'get',
  path: '/sender-domains',
  operationId: 'listSenderDomains',
  summary: 'The states of all sender domains as they were last checked; asks no provider',
  access: calledBy('gateway'),
  responses: { 200: jsonResponse(senderDomainList, 'One item per provider and domain that was ever checked.') },
});

export function addListSenderDomains(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const rows = await orm.em.fork().find(SenderDomain, {});
    const items = rows.map(({ provider, domain, state, spf, dkim, dmarc, checkedAt }) => ({
      provider,
      domain,
      state,
      spf,
      dkim,
      dmarc: dmarc ?? null,
      checked_at: checkedAt.toISOString(),
    }));
    return c.json({ items }, 200);
  });
}
