import { html } from 'hono/html';
import type { Domain } from '../accounts/domains.ts';
import { providers } from '../mails/mail.ts';
import { type Html, layout } from './layout.ts';
import { providerNames } from './list-page.ts';

/** The sending domains of every account, each with the button that changes its state. */
export function domainsPage(domains: readonly Domain[]): Html {
  const options = providers.map((name) => html`<option value="${name}">${providerNames[name]}</option>`);
  return layout(
    'Sending domains',
    html`<div class="wrap">
<p><a href="/">← Inbox</a></p>
<h1>Sending domains</h1>
<p class="note">A domain is verified unless it is said not to be: no DNS is asked.</p>
${domains.length === 0 ? html`<p class="empty">No domain yet.</p>` : html`<ul class="list">${domains.map(item)}</ul>`}
<form method="post" action="/sandbox/domains/state">
  <input type="hidden" name="status" value="verified">
  <select name="provider" aria-label="Provider">${options}</select>
  <input name="name" required placeholder="example.co.jp" aria-label="Domain">
  <button>Add</button>
</form>
</div>`,
  );
}

const item = ({ provider, name, status }: Domain) => {
  const next = status === 'verified' ? 'pending' : 'verified';
  return html`<li class="row">
  <span><strong>${name}</strong> <span class="badge">${providerNames[provider]}</span> ${status}</span>
  <form method="post" action="/sandbox/domains/state">
    <input type="hidden" name="provider" value="${provider}"><input type="hidden" name="name" value="${name}">
    <button name="status" value="${next}">Mark ${next === 'verified' ? 'verified' : 'unverified'}</button>
  </form>
</li>`;
};
