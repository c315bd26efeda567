import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../http/read-request.ts';
import { domainPattern } from '../mails/address.ts';
import type { Domain, DomainStore } from '../store/domain-store.ts';
import { deriveId } from './derive-id.ts';
import { paginate } from './paginate.ts';
import { createResendError, respondWithResendError } from './resend-error.ts';

const region = 'ap-northeast-1';
const createRequest = z.object({ name: z.string().regex(domainPattern) });

/** `/domains` of Resend. A domain added here is verified immediately, since there is no DNS to wait for. */
export function resendDomainRoutes(domains: DomainStore) {
  const app = new Hono();
  const findById = (id: string) => domains.list('resend').find((domain) => deriveDomainId(domain) === id);
  const notFound = (c: Context) => respondWithResendError(c, createResendError('not_found', 'Domain not found'));

  app.get('/', (c) => {
    const newestFirst = domains.list('resend').map(toListItem).toReversed();
    const page = paginate(newestFirst, c.req.query());
    if ('error' in page) return respondWithResendError(c, page.error);
    return c.json({ object: 'list', has_more: page.hasMore, data: page.items });
  });

  app.post('/', async (c) => {
    const request = createRequest.safeParse(await readJson(c));
    if (!request.success) {
      const message = 'The `name` field must be a domain.';
      return respondWithResendError(c, createResendError('validation_error', message));
    }
    await domains.setStatus('resend', request.data.name, 'verified');
    const domain = domains.find('resend', request.data.name);
    if (!domain) return notFound(c);
    return c.json({ ...toListItem(domain), records: buildDnsRecords(domain) }, 201);
  });

  app.get('/:id', (c) => {
    const domain = findById(c.req.param('id'));
    if (!domain) return notFound(c);
    return c.json({ object: 'domain', ...toListItem(domain), records: buildDnsRecords(domain) });
  });

  app.post('/:id/verify', async (c) => {
    const domain = findById(c.req.param('id'));
    if (!domain) return notFound(c);
    if (domain.status !== 'failed') await domains.setStatus('resend', domain.name, 'verified');
    return c.json({ object: 'domain', id: deriveDomainId(domain) });
  });

  return app;
}

const deriveDomainId = (domain: Domain) => deriveId('domain', domain.name);

const toListItem = (domain: Domain) => ({
  id: deriveDomainId(domain),
  name: domain.name,
  status: domain.status,
  created_at: domain.createdAt,
  region,
  open_tracking: false,
  click_tracking: false,
  capabilities: { sending: 'enabled', receiving: 'disabled' },
});

/** The DNS records that Resend asks for: the return path (SPF) and the signature's key (DKIM). */
function buildDnsRecords({ name, status }: Domain) {
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
    { record: 'DKIM', name: 'resend._domainkey', type: 'TXT', value: `p=${deriveId('dkim', name)}`, ...common },
  ];
}
