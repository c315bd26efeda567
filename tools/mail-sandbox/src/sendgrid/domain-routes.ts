import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Domain, Domains } from '../accounts/domains.ts';
import { notFound } from './sendgrid-error.ts';

const userId = 4025;

/** Domain authentication: `/v3/whitelabel/domains`, as listed and one by one. */
export function domainRoutes(domains: Domains) {
  const app = new Hono();
  const one = (id: string) => domains.list('sendgrid').find((domain) => String(idOf(domain.name)) === id);

  app.get('/whitelabel/domains', (c) => {
    const wanted = c.req.query('domain');
    const found = domains.list('sendgrid').filter((domain) => wanted === undefined || domain.name === wanted);
    return c.json(found.map(view));
  });
  app.get('/whitelabel/domains/:id', (c) => {
    const domain = one(c.req.param('id'));
    return domain ? c.json(view(domain)) : notFound(c);
  });
  app.post('/whitelabel/domains/:id/validate', (c) => {
    const domain = one(c.req.param('id'));
    if (!domain) return notFound(c);
    const valid = domain.status === 'verified';
    const reason = valid ? null : `Expected CNAME for "em4025.${domain.name}" was not found.`;
    const result = { valid, reason };
    return c.json({
      id: idOf(domain.name),
      valid,
      validation_results: { mail_cname: result, dkim1: result, dkim2: result },
    });
  });

  return app;
}

const idOf = (name: string) => createHash('sha256').update(name).digest().readUInt32BE(0);

function view({ name, status }: Domain) {
  const valid = status === 'verified';
  const cname = (host: string, data: string) => ({ valid, type: 'cname', host: `${host}.${name}`, data });
  return {
    id: idOf(name),
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
