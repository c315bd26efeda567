import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Domain, DomainStore } from '../store/domain-store.ts';
import { respondWithSendgridNotFound } from './sendgrid-error.ts';

const userId = 4025;

/** `/v3/whitelabel/domains`: SendGrid's domain authentication. */
export function sendgridDomainRoutes(domains: DomainStore) {
  const app = new Hono();
  const findById = (id: string) =>
    domains.list('sendgrid').find((domain) => String(deriveDomainId(domain.name)) === id);

  app.get('/whitelabel/domains', (c) => {
    const name = c.req.query('domain');
    const matches = domains.list('sendgrid').filter((domain) => name === undefined || domain.name === name);
    return c.json(matches.map(toAuthenticatedDomain));
  });
  app.get('/whitelabel/domains/:id', (c) => {
    const domain = findById(c.req.param('id'));
    return domain ? c.json(toAuthenticatedDomain(domain)) : respondWithSendgridNotFound(c);
  });
  app.post('/whitelabel/domains/:id/validate', (c) => {
    const domain = findById(c.req.param('id'));
    if (!domain) return respondWithSendgridNotFound(c);
    const valid = domain.status === 'verified';
    const reason = valid ? null : `Expected CNAME for "em4025.${domain.name}" was not found.`;
    const result = { valid, reason };
    return c.json({
      id: deriveDomainId(domain.name),
      valid,
      validation_results: { mail_cname: result, dkim1: result, dkim2: result },
    });
  });

  return app;
}

const deriveDomainId = (name: string) => createHash('sha256').update(name).digest().readUInt32BE(0);

function toAuthenticatedDomain({ name, status }: Domain) {
  const valid = status === 'verified';
  const cname = (host: string, data: string) => ({ valid, type: 'cname', host: `${host}.${name}`, data });
  return {
    id: deriveDomainId(name),
    user_id: userId,
    subdomain: 'em4025',
    domain: name,
    username: 'sandbox',
    ips: [],
    custom_spf: false,
    default: false,
    legacy: false,
    automatic_security: true,
    valid,
    dns: {
      mail_cname: cname('em4025', `u${userId}.wl.sendgrid.net`),
      dkim1: cname('s1._domainkey', `s1.domainkey.u${userId}.wl.sendgrid.net`),
      dkim2: cname('s2._domainkey', `s2.domainkey.u${userId}.wl.sendgrid.net`),
    },
  };
}
