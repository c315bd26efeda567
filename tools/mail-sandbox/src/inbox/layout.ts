import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { styles } from './styles.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export const providerNames = { resend: 'Resend', sendgrid: 'SendGrid', hubspot: 'HubSpot', smtp: 'SMTP' } as const;

/** `lang="ja"` gives the Japanese mails shown here the Japanese forms of Han characters. */
export const layout = (title: string, body: Html): Html => html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${styles}</style>
</head>
<body>${body}</body>
</html>`;

const tokyoTime = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
});

/** Tokyo time, to be compared with sending windows. */
export const timeTag = (isoTime: string): Html =>
  html`<time datetime="${isoTime}" title="Asia/Tokyo">${tokyoTime.format(new Date(isoTime))}</time>`;
