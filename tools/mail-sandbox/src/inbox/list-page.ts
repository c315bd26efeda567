import { html } from 'hono/html';
import type { MailHead } from '../mails/mail-store.ts';
import { type Html, layout, tokyoTimeTag } from './layout.ts';

export type ListPage = { heads: MailHead[]; total: number; to: string; page: number; pages: number };

export function listPage({ heads, total, to, page, pages }: ListPage): Html {
  const body = html`<div class="wrap">
<header>
  <h1>Inbox <span class="note">${total} ${total === 1 ? 'mail' : 'mails'}${to ? ` to “${to}”` : ''}</span></h1>
  <form method="get" action="/" role="search">
    <input type="search" name="to" value="${to}" placeholder="Recipient" aria-label="Filter by recipient">
    <button>Filter</button>
  </form>
</header>
${heads.length === 0 ? html`<p class="empty">${to ? 'No mail to this recipient.' : 'No mail yet. Nothing sent here leaves this machine.'}</p>` : html`<ul class="list">${heads.map(item)}</ul>`}
${pages > 1 ? pager(to, page, pages) : ''}
<p class="note"><a href="/sandbox/domains">Sending domains</a></p>
</div>`;
  return layout('Inbox', body);
}

const item = (head: MailHead) => html`<li><a href="/mails/${head.id}">
  <span class="subject">${head.subject}</span>${tokyoTimeTag(head.created_at)}
  <span class="to">${head.to.join(', ')}</span>
  <span class="state"><span class="badge">${providerNames[head.provider]}</span> ${head.last_event}</span>
  <span class="from">${head.from}</span>
</a></li>`;

export const providerNames = { resend: 'Resend', sendgrid: 'SendGrid', hubspot: 'HubSpot', smtp: 'SMTP' } as const;

const pager = (to: string, page: number, pages: number) => {
  const link = (target: number) =>
    `/?${new URLSearchParams({ ...(to ? { to } : {}), page: String(target) }).toString()}`;
  return html`<nav aria-label="Pages">
  ${page > 1 ? html`<a href="${link(page - 1)}" rel="prev">Newer</a>` : html`<span></span>`}
  <span class="note">Page ${page} of ${pages}</span>
  ${page < pages ? html`<a href="${link(page + 1)}" rel="next">Older</a>` : html`<span></span>`}
</nav>`;
};
