import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { domainStatusRequest } from '../control/domain-status-request.ts';
import { isAddress } from '../mails/address.ts';
import { providers } from '../mails/mail.ts';
import { type EventButton, eventButtons } from './delivery-section.ts';
import { domainsPage } from './domains-page.ts';
import { layout } from './layout.ts';
import { listPage } from './list-page.ts';
import { mailPage, mailViews } from './mail-page.ts';

const pageSize = 50;
const pageQuery = z.coerce.number().int().min(1).catch(1);
const jsonLimitQuery = z.coerce.number().int().min(1).max(1000).catch(50);
const viewQuery = z.enum(mailViews).catch('html');
const eventField = z.enum(Object.keys(eventButtons) as [EventButton, ...EventButton[]]);
/** The mail can neither run scripts nor reach the network, so it looks as in a strict mail client. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; form-action 'none'";

/** The pages of the inbox, and `/inbox.json` for tools. */
export function inboxRoutes({ mails, mailEvents, webhooks, domains }: SandboxContext) {
  const app = new Hono();

  app.get('/', async (c) => {
    const to = c.req.query('to')?.trim() ?? '';
    const matching = mails.list({ to });
    const pageCount = Math.max(1, Math.ceil(matching.length / pageSize));
    const page = Math.min(pageQuery.parse(c.req.query('page')), pageCount);
    const mailsOnPage = matching.slice((page - 1) * pageSize, page * pageSize);
    return c.html(listPage({ mails: mailsOnPage, total: matching.length, to, page, pageCount }));
  });

  app.get('/inbox.json', async (c) => {
    const to = c.req.query('to') ?? '';
    // A tool that counts the mails to a full address must not count those to a longer one.
    const matching = mails.list({ to, exact: isAddress(to) }).slice(0, jsonLimitQuery.parse(c.req.query('limit')));
    return c.json(await Promise.all(matching.map(({ id }) => mails.load(id))));
  });

  app.get('/mails/:id', async (c) => {
    const mail = await mails.load(c.req.param('id'));
    if (!mail) return c.html(layout('Not found', html`<p class="empty">Mail not found.</p>`), 404);
    const view = viewQuery.parse(c.req.query('view'));
    const deliveries = webhooks.listDeliveries(mail.id);
    return c.html(mailPage(mail, { view, deliveries, hasWebhook: webhooks.isConfigured(mail.provider) }));
  });

  app.get('/mails/:id/html', async (c) => {
    const mail = await mails.load(c.req.param('id'));
    if (!mail?.html) return c.text('Mail not found.', 404);
    c.header('content-security-policy', mailPolicy);
    return c.html(openLinksInNewTab(mail.html));
  });

  app.post('/mails/:id/events', async (c) => {
    const mail = await mails.load(c.req.param('id'));
    const button = eventField.safeParse((await c.req.parseBody()).event);
    if (!mail || mail.provider === 'smtp' || !button.success) return c.text('Unknown mail or event.', 404);
    const { event, bounce } = eventButtons[button.data];
    await mailEvents.publish([{ mail, event, bounce }]);
    return c.redirect(`/mails/${mail.id}`, 303);
  });

  app.get('/sandbox/domains', (c) => c.html(domainsPage(providers.flatMap((provider) => domains.list(provider)))));
  app.post('/sandbox/domains/state', async (c) => {
    const request = domainStatusRequest.safeParse(await c.req.parseBody());
    if (!request.success) return c.text('Invalid domain.', 422);
    await domains.setStatus(request.data.provider, request.data.name, request.data.status);
    return c.redirect('/sandbox/domains', 303);
  });

  return app;
}

/** Without it a link would load inside the frame, where most pages refuse to be shown. */
function openLinksInNewTab(mailHtml: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(mailHtml) ? mailHtml.replace(/<head[^>]*>/i, (head) => head + base) : base + mailHtml;
}
