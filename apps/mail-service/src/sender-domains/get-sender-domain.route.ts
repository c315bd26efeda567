import { type DnsRecord, type DomainState, type SenderDomainView, senderDomainView } from '@goen/contracts/internal';
import { mailProvider } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { SenderDomain } from '../database/sender-domain.ts';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import type { MailProvider } from '../providers/provider.ts';
import { createRateLimiter } from '../sending/rate-limit.ts';
import { checkDmarc } from './check-dmarc.ts';
import { checkSenderDomain } from './check-sender-domain.ts';

const route = defineRoute({
  method: 'get',
  path: '/sender-domains/{provider}/{domain}',
  operationId: 'getSenderDomain',
  summary: 'Whether mails may leave from a domain (SPF, DKIM, DMARC)',
  access: calledBy('gateway'),
  request: { params: z.object({ provider: mailProvider, domain: z.string().toLowerCase() }) },
  responses: { 200: jsonResponse(senderDomainView, 'The domain.') },
});

/** Somebody who copies records looks at them again and again. */
const recordsTtlMs = 60_000;
const maxDomains = 1_000;

export function addGetSenderDomain(app: MailApp, { orm, lanes }: Pick<MailContext, 'orm' | 'lanes'>): void {
  const recordsOf = new LRUCache<string, readonly DnsRecord[]>({ max: maxDomains, ttl: recordsTtlMs });
  app.openapi(route, async (c) => {
    const { provider: name, domain } = c.req.valid('param');
    const lane = lanes.get(name);
    if (!lane) throw new HttpProblem('not_found');
    const key = `${name}:${domain}`;
    const ofProvider = recordsOf.get(key) ?? (await listRecords(orm, lane.provider, domain));
    recordsOf.set(key, ofProvider);
    const [checked, dmarc] = await Promise.all([checkSenderDomain(orm, lane.provider, domain), checkDmarc(domain)]);
    const where = { provider: name, domain, $or: [{ dmarc: null }, { dmarc: { $ne: dmarc } }] };
    await orm.em.fork().nativeUpdate(SenderDomain, where, { dmarc });
    return c.json(
      { ...toSenderDomainView(checked), dmarc, records: [...ofProvider, toDmarcRecord(domain, dmarc)] },
      200,
    );
  });
}

/** Nothing when the provider does not answer: the state of the domain is known all the same. */
const listRecords = async (orm: Database, provider: MailProvider, domain: string): Promise<readonly DnsRecord[]> =>
  (await provider.checkDomain?.(domain, createRateLimiter(orm, provider)))?.records ?? [];

/** Any policy counts; this one changes nothing for the company's other mail. */
const toDmarcRecord = (domain: string, state: DomainState): DnsRecord => ({
  purpose: 'dmarc',
  type: 'TXT',
  host: `_dmarc.${domain}`,
  value: 'v=DMARC1; p=none',
  priority: null,
  state,
});

const toSenderDomainView = (row: SenderDomain): Omit<SenderDomainView, 'dmarc' | 'records'> => ({
  provider: row.provider,
  domain: row.domain,
  state: row.state,
  spf: row.spf,
  dkim: row.dkim,
  checked_at: row.checkedAt.toISOString(),
});
