import type { SenderDomainView } from '@goen/contracts/internal';
import { mailProvider } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { Hono } from 'hono';
import type { SenderDomain } from '../database/sender-domain.ts';
import type { MailContext } from '../mail-context.ts';
import { checkDmarc } from './check-dmarc.ts';
import { checkSenderDomain } from './check-sender-domain.ts';

/** `GET /sender-domains/{provider}/{domain}` */
export function senderDomainRoutes(context: MailContext): Hono {
  const app = new Hono();
  app.get('/:provider/:domain', async (c) => {
    const name = mailProvider.safeParse(c.req.param('provider'));
    const lane = name.success ? context.lanes.get(name.data) : undefined;
    if (!lane) throw new HttpProblem('not_found');
    const domain = c.req.param('domain').toLowerCase();
    const [known, dmarc] = await Promise.all([
      checkSenderDomain(context.orm, lane.provider, domain),
      checkDmarc(domain),
    ]);
    return c.json({ ...toSenderDomainView(known), dmarc });
  });
  return app;
}

const toSenderDomainView = ({
  provider,
  domain,
  state,
  spf,
  dkim,
  checkedAt,
}: SenderDomain): Omit<SenderDomainView, 'dmarc'> => ({
  provider,
  domain,
  state,
  spf,
  dkim,
  checked_at: checkedAt.toISOString(),
});
