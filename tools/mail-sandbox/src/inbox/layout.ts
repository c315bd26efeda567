import { type Html, renderPage } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import { styles } from './styles.ts';

export const providerNames = { resend: 'Resend', sendgrid: 'SendGrid', hubspot: 'HubSpot', smtp: 'SMTP' } as const;

export const layout = (title: string, body: Html): Html => renderPage(title, styles, body);

const tokyoTime = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
});

/** Tokyo time, to be compared with sending windows. */
export const timeTag = (isoTime: string): Html =>
  html`<time datetime="${isoTime}" title="Asia/Tokyo">${tokyoTime.format(new Date(isoTime))}</time>`;
