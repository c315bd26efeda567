import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import type { MailSummary } from '../store/mail-store.ts';
import { layout, providerNames, timeTag } from './layout.ts';

type ListPage = { mails: MailSummary[]; total: number; to: string; page: number; pageCount: number };

export function listPage({ mails, total, to, page, pageCount }: ListPage): Html {
  const emptyText = to ? 'No mail to this recipient.' : 'No mail yet. Nothing sent here leaves this machine.';
  const body = html`<div class="wrap">
<header>
  <h1>Inbox <span class="note">${total} ${total === 1 ? 'mail' : 'mails'}${to ? ` to “${to}”` : ''}</span></h1>
  <form method="get" action="/" role="search">
    <input type="search" name="to" value="${to}" placeholder="Recipient" aria-label="Filter by recipient">
    <button>Filter</button>
  </form>
</header>
${mails.length === 0 ? html`<p class="empty">${emptyText}</p>` : html`<ul class="list">${mails.map(listItem)}</ul>`}
${pageCount > 1 ? pager(to, page, pageCount) : ''}
<p class="note"><a href="/sandbox/domains">Sending domains</a></p>
</div>`;
  return layout('Inbox', body);
}

const listItem = (mail: MailSummary) => html`<li><a href="/mails/${mail.id}">
  <span class="subject">${mail.subject}</span>${timeTag(mail.created_at)}
  <span class="to">${mail.to.join(', ')}</span>
  <span class="state"><span class="badge">${providerNames[mail.provider]}</span> ${mail.last_event}</span>
  <span class="from">${mail.from}</span>
</a></li>`;

const pager = (to: string, page: number, pageCount: number) => {
  const link = (target: number) =>
    `/?${new URLSearchParams({ ...(to ? { to } : {}), page: String(target) }).toString()}`;
  return html`<nav aria-label="Pages">
  ${page > 1 ? html`<a href="${link(page - 1)}" rel="prev">Newer</a>` : html`<span></span>`}
  <span class="note">Page ${page} of ${pageCount}</span>
  ${page < pageCount ? html`<a href="${link(page + 1)}" rel="next">Older</a>` : html`<span></span>`}
</nav>`;
};
