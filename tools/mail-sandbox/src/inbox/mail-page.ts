import type { Html } from '@goen/sandbox-kit';
import { html, raw } from 'hono/html';
import type { StoredMail } from '../mails/mail.ts';
import type { WebhookDelivery } from '../webhooks/delivery.ts';
import { deliverySection } from './delivery-section.ts';
import { layout, providerNames, timeTag } from './layout.ts';

export const mailViews = ['html', 'text', 'headers'] as const;
type MailView = (typeof mailViews)[number];
const viewLabels: Record<MailView, string> = { html: 'HTML', text: 'Text', headers: 'Headers' };

type MailPage = { view: MailView; deliveries: readonly WebhookDelivery[]; hasWebhook: boolean };

export function mailPage(mail: StoredMail, { view, deliveries, hasWebhook }: MailPage): Html {
  const tab = (name: MailView) =>
    html`<a href="/mails/${mail.id}?view=${name}"${name === view ? raw(' aria-current="page"') : ''}>${viewLabels[name]}</a>`;
  const body = html`<div class="wrap">
<p><a href="/">← Inbox</a></p>
<h1>${mail.subject}</h1>
<dl>
  <dt>From</dt><dd>${mail.from}</dd>
  <dt>To</dt><dd>${mail.to.join(', ')}</dd>
  <dt>Provider</dt><dd>${providerNames[mail.provider]}</dd>
  <dt>Received</dt><dd>${timeTag(mail.created_at)} <span class="note">Asia/Tokyo</span></dd>
</dl>
${deliverySection(mail, deliveries, hasWebhook)}
<nav class="tabs" aria-label="Parts of the mail">${mailViews.map(tab)}</nav>
${viewSection(mail, view)}
</div>`;
  return layout(mail.subject, body);
}

function viewSection(mail: StoredMail, view: MailView): Html {
  if (view === 'text') return html`<div class="mail"><pre>${mail.text ?? 'This mail has no text part.'}</pre></div>`;
  if (view === 'headers') return html`<div class="mail plain">${headerList(mail)}</div>`;
  if (mail.html === null) return html`<div class="mail"><pre>This mail has no HTML part.</pre></div>`;
  // same-origin lets this page measure the mail's height; without allow-scripts nothing in the mail can run.
  return html`<div class="mail"><iframe title="Mail" src="/mails/${mail.id}/html"
  sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
  onload="this.style.height = this.contentDocument.documentElement.scrollHeight + 'px'"></iframe></div>`;
}

function headerList(mail: StoredMail): Html {
  const rows: [string, string][] = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Cc', mail.cc.join(', ')],
    ['Bcc', mail.bcc.join(', ')],
    ['Reply-To', mail.reply_to.join(', ')],
    ['Subject', mail.subject],
    ['Message-ID', mail.message_id],
    ['Provider’s id', mail.provider_id],
    ...Object.entries(mail.headers),
    ...Object.entries(mail.custom_args).map(([name, value]): [string, string] => [`Custom arg ${name}`, value]),
    ...mail.tags.map((tag): [string, string] => [`Tag ${tag.name}`, tag.value]),
    ['Last event', mail.last_event],
  ];
  const nonEmpty = rows.filter(([, value]) => value !== '');
  return html`<dl>${nonEmpty.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
