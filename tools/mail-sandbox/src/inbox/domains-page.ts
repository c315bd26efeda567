import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import { providers } from '../mails/mail.ts';
import type { Domain } from '../store/domain-store.ts';
import { layout, providerNames } from './layout.ts';

/** The sending domains of all providers' accounts, each with a button that toggles its status. */
export function domainsPage(domains: readonly Domain[]): Html {
  const options = providers.map((provider) => html`<option value="${provider}">${providerNames[provider]}</option>`);
  return layout(
    'Sending domains',
    html`<div class="wrap">
<p><a href="/">← Inbox</a></p>
<h1>Sending domains</h1>
<p class="note">A domain counts as verified until you mark it unverified; the sandbox does not check DNS.</p>
${domains.length === 0 ? html`<p class="empty">No domains yet.</p>` : html`<ul class="list">${domains.map(domainItem)}</ul>`}
<form method="post" action="/sandbox/domains/state">
  <input type="hidden" name="status" value="verified">
  <select name="provider" aria-label="Provider">${options}</select>
  <input name="name" required placeholder="example.co.jp" aria-label="Domain">
  <button>Add</button>
</form>
</div>`,
  );
}

const domainItem = ({ provider, name, status }: Domain) => {
  const nextStatus = status === 'verified' ? 'pending' : 'verified';
  return html`<li class="row">
  <span><strong>${name}</strong> <span class="badge">${providerNames[provider]}</span> ${status}</span>
  <form method="post" action="/sandbox/domains/state">
    <input type="hidden" name="provider" value="${provider}"><input type="hidden" name="name" value="${name}">
    <button name="status" value="${nextStatus}">Mark ${nextStatus === 'verified' ? 'verified' : 'unverified'}</button>
  </form>
</li>`;
};
