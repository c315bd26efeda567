import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Domain, Domains } from '../accounts/domains.ts';
import { accountId } from './account-id.ts';
import { apiError, refuse } from './api-error.ts';
import { pageOf } from './page.ts';

const region = 'ap-northeast-1';
const create = z.object({ name: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i) });

/** `/domains` of Resend. A domain added here is verified at once: there is no DNS to wait for. */
export function domainRoutes(domains: Domains) {
  const app = new Hono();
  const byId = (id: string) => domains.list('resend').find((domain) => idOf(domain) === id);
  const notFound = (c: Context) => refuse(c, apiError('not_found', 'Domain not found'));

  app.get('/', (c) => {
    const newestFirst = domains.list('resend').map(listedDomain).toReversed();
    const page = pageOf(newestFirst, c.req.query());
    if ('error' in page) return refuse(c, page.error);
    return c.json({ object: 'list', has_more: page.hasMore, data: page.items });
  });

  app.post('/', async (c) => {
    const read = create.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return refuse(c, apiError('validation_error', 'The `name` field must be a domain.'));
    await domains.set('resend', read.data.name, 'verified');
    const domain = domains.find('resend', read.data.name);
    if (!domain) return notFound(c);
    return c.json({ ...listedDomain(domain), records: recordsOf(domain) }, 201);
  });

  app.get('/:id', (c) => {
    const domain = byId(c.req.param('id'));
    if (!domain) return notFound(c);
    return c.json({ object: 'domain', ...listedDomain(domain), records: recordsOf(domain) });
  });

  app.post('/:id/verify', async (c) => {
    const domain = byId(c.req.param('id'));
    if (!domain) return notFound(c);
    if (domain.status !== 'failed') await domains.set('resend', domain.name, 'verified');
    return c.json({ object: 'domain', id: idOf(domain) });
  });

  return app;
}

const idOf = (domain: Domain) => accountId('domain', domain.name);

const listedDomain = (domain: Domain) => ({
  id: idOf(domain),
  name: domain.name,
  status: domain.status,
  created_at: domain.created_at,
  region,
  open_tracking: false,
  click_tracking: false,
  capabilities: { sending: 'enabled', receiving: 'disabled' },
});

/** The records Resend asks a customer for: the return path (SPF) and the key of the signature (DKIM). */
function recordsOf({ name, status }: Domain) {
  const common = { ttl: 'Auto', status };
  return [
    {
      record: 'SPF',
      name: 'send',
      type: 'MX',
      value: `feedback-smtp.${region}.amazonses.com`,
      priority: 10,
      ...common,
    },
    { record: 'SPF', name: 'send', type: 'TXT', value: 'v=spf1 include:amazonses.com ~all', ...common },
    { record: 'DKIM', name: 'resend._domainkey', type: 'TXT', value: `p=${accountId('dkim', name)}`, ...common },
  ];
}
