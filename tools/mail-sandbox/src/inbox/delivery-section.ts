import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import type { StoredMail } from '../mails/mail.ts';
import type { WebhookDelivery } from '../webhooks/delivery.ts';
import { timeTag } from './layout.ts';

/** The events that the buttons on a mail's page publish. */
export const eventButtons = {
  deliver: { label: 'Deliver', event: 'delivered', bounce: 'Permanent' },
  bounce: { label: 'Bounce', event: 'bounced', bounce: 'Permanent' },
  soft_bounce: { label: 'Soft bounce', event: 'bounced', bounce: 'Transient' },
  complain: { label: 'Complain', event: 'complained', bounce: 'Permanent' },
} as const;
export type EventButton = keyof typeof eventButtons;

/** The mail's state, the buttons that publish events, and the webhook deliveries of the events so far. */
export function deliverySection(mail: StoredMail, deliveries: readonly WebhookDelivery[], hasWebhook: boolean): Html {
  return html`<section class="delivery">
<p>State: <strong>${mail.last_event}</strong></p>
${mail.provider === 'smtp' ? html`<p class="note">SMTP has no events.</p>` : [buttons(mail.id), deliveryList(deliveries, hasWebhook)]}
</section>`;
}

const buttons = (mailId: string) => html`<form method="post" action="/mails/${mailId}/events" class="buttons">
${Object.entries(eventButtons).map(([name, { label }]) => html`<button name="event" value="${name}">${label}</button>`)}
</form>`;

const deliveryList = (deliveries: readonly WebhookDelivery[], hasWebhook: boolean) =>
  hasWebhook
    ? html`<ul class="events">${deliveries.map(deliveryItem)}</ul>`
    : html`<p class="note">No webhook is configured for this provider; events are not sent.</p>`;

const stateLabels = { waiting: 'pending', taken: 'acknowledged', given_up: 'gave up' } as const;

const deliveryItem = ({ event, state, occurredAt, attempts }: WebhookDelivery) => html`<li>
  ${timeTag(occurredAt)} <strong>${event}</strong> ${stateLabels[state]}
  <span class="note">${attempts.map(({ outcome }) => outcome).join(', ')}</span>
</li>`;
