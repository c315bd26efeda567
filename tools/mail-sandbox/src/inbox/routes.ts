import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { Surroundings } from '../app.ts';
import { isAddress } from '../mails/address.ts';
import { providers } from '../mails/mail.ts';
import { domainRequest } from '../sandbox-routes.ts';
import { type Befalling, befallings } from './delivery-section.ts';
import { domainsPage } from './domains-page.ts';
import { layout } from './layout.ts';
import { listPage } from './list-page.ts';
import { mailPage, mailViews } from './mail-page.ts';

const pageSize = 50;
const pageNumber = z.coerce.number().int().min(1).catch(1);
const jsonLimit = z.coerce.number().int().min(1).max(1000).catch(50);
const view = z.enum(mailViews).catch('html');
const befalling = z.enum(Object.keys(befallings) as [Befalling, ...Befalling[]]);
/** The mail cannot run scripts or reach the network: the page works offline and shows what a strict client shows. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; form-action 'none'";

export function inboxRoutes({ store, events, outbox, domains }: Surroundings) {
  const app = new Hono();

  app.get('/', async (c) => {
    const to = c.req.query('to')?.trim() ?? '';
    const all = store.heads({ to });
    const pages = Math.max(1, Math.ceil(all.length / pageSize));
    const page = Math.min(pageNumber.parse(c.req.query('page')), pages);
    const heads = all.slice((page - 1) * pageSize, page * pageSize);
    return c.html(listPage({ heads, total: all.length, to, page, pages }));
  });

  app.get('/inbox.json', async (c) => {
    const to = c.req.query('to') ?? '';
    // A tool that counts the mails to an address must not count those to a longer one.
    const heads = store.heads({ to, exact: isAddress(to) }).slice(0, jsonLimit.parse(c.req.query('limit')));
    const mails = await Promise.all(heads.map((head) => store.get(head.id)));
    return c.json(mails);
  });

  app.get('/mails/:id', async (c) => {
    const mail = await store.get(c.req.param('id'));
    if (!mail) return c.html(layout('Not found', html`<p class="empty">There is no such mail.</p>`), 404);
    const [notices, tellsEvents] = [outbox.noticesOf(mail.id), outbox.serves(mail.provider)];
    return c.html(mailPage(mail, { view: view.parse(c.req.query('view')), notices, tellsEvents }));
  });

  app.post('/mails/:id/befallings', async (c) => {
    const mail = await store.get(c.req.param('id'));
    const chosen = befalling.safeParse((await c.req.parseBody()).befalling);
    if (!mail || mail.provider === 'smtp' || !chosen.success) return c.text('There is no such mail or button.', 404);
    const { event, bounce } = befallings[chosen.data];
    await events.happen([{ mail, event, bounce }]);
    return c.redirect(`/mails/${mail.id}`, 303);
  });

  app.get('/sandbox/domains', (c) => c.html(domainsPage(providers.flatMap((provider) => domains.list(provider)))));
  app.post('/sandbox/domains/state', async (c) => {
    const read = domainRequest.safeParse(await c.req.parseBody());
    if (!read.success) return c.text('That is no domain.', 422);
    await domains.set(read.data.provider, read.data.name, read.data.status);
    return c.redirect('/sandbox/domains', 303);
  });

  app.get('/mails/:id/html', async (c) => {
    const mail = await store.get(c.req.param('id'));
    if (!mail?.html) return c.text('There is no such mail.', 404);
    c.header('content-security-policy', mailPolicy);
    return c.html(linksInNewTab(mail.html));
  });

  return app;
}

/** A link inside the frame would otherwise load inside it, where most pages refuse to be framed. */
function linksInNewTab(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}
