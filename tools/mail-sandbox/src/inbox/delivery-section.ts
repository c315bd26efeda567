import { html } from 'hono/html';
import type { StoredMail } from '../mails/mail.ts';
import type { Notice } from '../webhooks/notice.ts';
import { type Html, tokyoTimeTag } from './layout.ts';

/** What the buttons of a mail's page make befall it. */
export const befallings = {
  deliver: { label: 'Deliver', event: 'delivered', bounce: 'Permanent' },
  bounce: { label: 'Bounce', event: 'bounced', bounce: 'Permanent' },
  soft_bounce: { label: 'Bounce for now', event: 'bounced', bounce: 'Transient' },
  complain: { label: 'Complain', event: 'complained', bounce: 'Permanent' },
} as const;
export type Befalling = keyof typeof befallings;

/** Where the mail stands, the buttons that move it, and what became of the events told of it. */
export function deliverySection(mail: StoredMail, notices: readonly Notice[], tellsEvents: boolean): Html {
  const buttons = Object.entries(befallings).map(
    ([name, { label }]) => html`<button name="befalling" value="${name}">${label}</button>`,
  );
  const events = tellsEvents
    ? html`<ul class="events">${notices.map(noticeLine)}</ul>`
    : html`<p class="note">No webhook is set up for this provider: nobody is told.</p>`;
  return html`<section class="delivery">
<p>State: <strong>${mail.last_event}</strong></p>
${mail.provider === 'smtp' ? '' : html`<form method="post" action="/mails/${mail.id}/befallings" class="buttons">${buttons}</form>`}
${mail.provider === 'smtp' ? html`<p class="note">SMTP tells no events.</p>` : events}
</section>`;
}

const stateNames = { waiting: 'on its way', taken: 'taken', given_up: 'given up' } as const;

const noticeLine = ({ event, state, at, attempts }: Notice) => html`<li>
  ${tokyoTimeTag(at)} <strong>${event}</strong> ${stateNames[state]}
  <span class="note">${attempts.map(({ outcome }) => outcome).join(', ')}</span>
</li>`;
